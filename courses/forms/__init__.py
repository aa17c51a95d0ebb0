from courses.forms.session import CancellationForm, SessionForm

__all__ = ["CancellationForm", "SessionForm"]
