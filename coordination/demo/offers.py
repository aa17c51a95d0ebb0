"""What the organisations of the demonstration run already, so that nobody makes a competing offer (ASG-19)."""

from coordination.demo.days import Days
from coordination.demo.town import Town
from foundation.access.roles import coordinator
from foundation.people.models import District
from volunteers.models import ActivityType, PartnerOffer

#: town -> partner, kind, district, what they do, theirs alone
OFFERS = {
    "elvebyen": (
        ("omsorg", "visiting_friend", "", "Besøksvenner med egen opplæring. Ring, så finner de noen.", False),
        ("hund", "visiting_dog", "", "Godkjente hunder med eiere, hver tredje uke der noen spør.", True),
        ("menighet", "vigil", "Bruvika", "Åtte som kan våke, og en som setter opp lista.", False),
    ),
    "fjordglimt": (
        ("sanitet", "visiting_friend", "", "Besøksvener i heile kommunen, og kaker til.", True),
        ("baatlag", "activity_friend", "Ytre", "Tur i færingen når veret er snilt.", False),
    ),
}


def tell(town: Town, days: Days) -> None:
    by = coordinator(days.today)
    for key, code, district, text, is_reserved in OFFERS[town.slug]:
        PartnerOffer(
            partner=town.partners[key],
            activity_type=ActivityType.objects.get(code=code),
            district=District.objects.filter(name=district).first(),
            text=text,
            is_reserved=is_reserved,
        ).keep(by=by)
