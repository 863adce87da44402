"""Names in slots, and what is kept by slot."""

from service.packed.slots import Objects, Slots


def test_a_released_slot_is_given_to_another_name():
    slots = Slots()
    names = [f"name{i}" for i in range(10_000)]
    assert [slots.take(name) for name in names] == [(i, True) for i in range(10_000)]
    assert slots.release(7000) == "name7000"
    assert slots.get("name7000") is None
    assert slots.take("another") == (7000, False)
    assert [slots.name(slots.get(name) or 0) for name in names[4000:7000]] == names[4000:7000]
    assert len(slots) == slots.width == 10_000


def test_objects_are_none_until_they_are_set():
    objects = Objects()
    assert objects[0] is objects[10**6] is None
    objects[9000] = b"there"
    assert (objects[9000], objects[8999], objects[100], objects[20_000]) == (b"there", None, None, None)
