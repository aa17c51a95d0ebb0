"""Rows of a prepared question as models: what Django's iterables make of them, with all that is the same each time found once.

`Model.__init__` goes through the fields of each row anew and asks whether each was given; a page of fifty volunteers with person
and place is a hundred and fifty such rows. A model that makes itself in another way, or is listened to while it does, is left to Django.
"""

from collections.abc import Callable
from functools import partial
from inspect import getattr_static
from typing import Any

from django.db.models import Model
from django.db.models.base import ModelState
from django.db.models.fields.related_descriptors import ForeignKeyDeferredAttribute
from django.db.models.query import RelatedPopulator
from django.db.models.query_utils import DeferredAttribute
from django.db.models.signals import post_init, pre_init

Make = Callable[[Any], Model]
#: Of these a value is kept in the row itself; a key also forgets whom it pointed to, and a new row has pointed to nobody.
KEPT_AS_IT_IS = (DeferredAttribute, ForeignKeyDeferredAttribute)


def reader(told: dict[str, Any], select: list, annotated: dict[str, int], db: str) -> Make:
    """What makes of one row the model, those it points to, and what is reckoned beside it. `told` is the compiler's `klass_info`."""
    own = slice(told["select_fields"][0], told["select_fields"][-1] + 1)
    make = maker(told["model"], db, [column[0].target.attname for column in select[own]])
    beside, more = (
        [_Beside(one, select, db) for one in told.get("related_klass_infos", ())],
        [*annotated.items()],
    )

    def read(row: Any) -> Model:
        found = make(row[own])
        for one in beside:
            one.populate(row, found)
        for name, at in more:
            setattr(found, name, row[at])
        return found

    return read


def maker(model: type[Model], db: str, names: list[str]) -> Make:
    """What makes one of the model of the values of these fields, as `from_db` does."""
    if not _is_plain(model):
        return partial(model.from_db, db, names)
    set_ = [name for name in names if type(getattr_static(model, name)) not in KEPT_AS_IT_IS]

    def make(values: Any) -> Model:
        found = model.__new__(model)
        state = ModelState()
        state.adding, state.db = False, db
        kept = found.__dict__
        kept["_state"] = state
        kept.update(zip(names, values, strict=True))
        for name in set_:
            setattr(found, name, kept.pop(name))
        return found

    return make


def _is_plain(model: type[Model]) -> bool:
    same = model.__init__ is Model.__init__ and model.from_db.__func__ is Model.from_db.__func__
    return same and not (pre_init.has_listeners(model) or post_init.has_listeners(model))


class _Beside(RelatedPopulator):
    """Somebody whom the row points to."""

    def __init__(self, told: dict[str, Any], select: list, db: str) -> None:
        super().__init__(told, select, db)
        self._make = maker(self.model_cls, db, self.init_list)
        self.related_populators = [type(self)(one, select, db) for one in told.get("related_klass_infos", ())]

    def populate(self, row: Any, from_obj: Model) -> None:
        values = self.reorder_for_init(row) if self.reorder_for_init else row[self.cols_start : self.cols_end]
        found = None if values[self.pk_idx] is None else self._make(values)
        self.local_setter(from_obj, found)
        if found is not None:
            for one in self.related_populators:
                one.populate(row, found)
            self.remote_setter(found, from_obj)
