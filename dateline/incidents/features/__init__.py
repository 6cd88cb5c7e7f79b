"""The features by which two events are compared, each a level with a learned weight and a sentence."""

from dateline.incidents.features.base import Feature
from dateline.incidents.features.kind import RIVALS, STATUS, TYPE
from dateline.incidents.features.place import PLACE
from dateline.incidents.features.sides import ACTORS, TARGETS
from dateline.incidents.features.time import APPEARED, TIME
from dateline.incidents.features.toll import TOLL
from dateline.incidents.features.wording import STORY, TRIGGER, WORDS

FEATURES: tuple[Feature, ...] = (
    TYPE,
    TIME,
    APPEARED,
    STATUS,
    RIVALS,
    PLACE,
    ACTORS,
    TARGETS,
    TOLL,
    TRIGGER,
    WORDS,
    STORY,
)

__all__ = ["FEATURES", "Feature"]
