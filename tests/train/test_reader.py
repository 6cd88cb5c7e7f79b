"""A reader of toy size is made, exported and read with, the same each time."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

torch = pytest.importorskip("torch", reason="training needs PyTorch: pip install 'dateline[train]'")
transformers = pytest.importorskip("transformers", reason="pip install 'dateline[train]'")

from dateline.code.reader import SHIPPED, open_reader, read_report  # noqa: E402
from dateline.errors import ModelError  # noqa: E402
from dateline.train.build import Base  # noqa: E402
from dateline.train.fit import Plan  # noqa: E402
from dateline.train.material import load_written  # noqa: E402
from dateline.train.whole import make_reader, write_reader  # noqa: E402

TYPES = open_reader().types
PLAN = Plan(epochs=1, batch=2, seed=3)
SIZE = {
    "vocab_size": 30527,
    "hidden_size": 32,
    "num_hidden_layers": 2,
    "num_attention_heads": 2,
    "intermediate_size": 64,
}


@pytest.fixture(scope="module")
def encoder(tmp_path_factory: pytest.TempPathFactory) -> Base:
    """An untrained encoder of 2 layers x 32 with the shipped tokenizer."""
    folder = tmp_path_factory.mktemp("encoder")
    torch.manual_seed(0)
    transformers.BertModel(transformers.BertConfig(**SIZE), add_pooling_layer=False).save_pretrained(folder)
    shutil.copyfile(SHIPPED / "tokenizer.json", folder / "tokenizer.json")
    return Base(folder, folder)


@pytest.fixture(scope="module")
def wide(encoder: Base, tmp_path_factory: pytest.TempPathFactory) -> Base:
    """The first of the two layers of an untrained MPNet twice as wide, over the same small one."""
    folder = tmp_path_factory.mktemp("wide")
    torch.manual_seed(0)
    config = transformers.MPNetConfig(**{**SIZE, "hidden_size": 64, "vocab_size": 30527})
    transformers.MPNetModel(config, add_pooling_layer=False).save_pretrained(folder)
    shutil.copyfile(SHIPPED / "tokenizer.json", folder / "tokenizer.json")
    return Base(folder, encoder.encoder, layers=1)


def test_a_reader_made_from_data_and_seed_is_written_and_reads(encoder: Base, tmp_path: Path) -> None:
    reports, out = load_written()[:2], tmp_path / "mine"
    made = make_reader(reports, TYPES, encoder, PLAN)
    write_reader(made, out, TYPES, encoder.encoder, PLAN, [r["id"] for r in reports])
    read = read_report("Rebels shelled the town.", open_reader(out))
    assert read.triggers.shape == (5, len(TYPES) + 1)
    assert open_reader(out).card["taught"] == {**open_reader(out).card["taught"], "reports": 2, "seed": 3}


def test_the_same_data_and_seed_give_the_same_weights(encoder: Base) -> None:
    one, other = (make_reader(load_written()[:2], TYPES, encoder, PLAN).state_dict() for _ in range(2))
    assert all(torch.equal(one[name], other[name]) for name in one)


def test_training_goes_on_from_kept_weights_and_refuses_others(encoder: Base, tmp_path: Path) -> None:
    reports = load_written()[:1]
    made = make_reader(reports, TYPES, encoder, PLAN)
    torch.save(made.state_dict(), tmp_path / "kept.pt")
    make_reader(reports, TYPES, encoder, PLAN, [tmp_path / "kept.pt"])
    with pytest.raises(ModelError, match="not the weights"):
        make_reader(reports, TYPES[:5], encoder, PLAN, [tmp_path / "kept.pt"])


def test_training_goes_on_from_the_mean_of_several_weights(encoder: Base, tmp_path: Path) -> None:
    kept = [tmp_path / "one.pt", tmp_path / "other.pt"]
    for seed, path in enumerate(kept):
        torch.save(make_reader([], TYPES, encoder, Plan(epochs=0, seed=seed)).state_dict(), path)
    mean = make_reader([], TYPES, encoder, Plan(epochs=0), kept).state_dict()
    one, other = (torch.load(path, weights_only=True) for path in kept)
    assert all(
        torch.allclose(mean[n], (one[n] + other[n]) / 2) for n in ("trunk.trigger.0.weight", "nearness")
    )
    assert not torch.equal(one["trunk.trigger.0.weight"], other["trunk.trigger.0.weight"])


def test_a_wide_encoder_is_cut_narrowed_and_written_in_four_bits(
    wide: Base, encoder: Base, tmp_path: Path
) -> None:
    reports, out = load_written()[:1], tmp_path / "wide"
    torch.save(make_reader([], TYPES, encoder, Plan(epochs=0, seed=5)).state_dict(), tmp_path / "small.pt")
    made = make_reader(reports, TYPES, wide, Plan(epochs=0), roles=tmp_path / "small.pt")
    own = torch.load(tmp_path / "small.pt", weights_only=True)
    assert torch.equal(made.state_dict()["roles.marker.weight"], own["roles.marker.weight"])
    assert len(made.trunk.bert.encoder.layer) == 1
    write_reader(made, out, TYPES, wide.encoder, PLAN, ["a"], bits=4)
    eight = tmp_path / "eight"
    write_reader(made, eight, TYPES, wide.encoder, PLAN, ["a"])
    read, other = (read_report("Rebels shelled the town.", open_reader(folder)) for folder in (out, eight))
    assert abs(read.triggers - other.triggers).max() < 0.02
    assert (out / "trunk.onnx").stat().st_size < 0.7 * (eight / "trunk.onnx").stat().st_size


def test_word_vectors_are_kept_where_asked(encoder: Base) -> None:
    plans = [Plan(epochs=epochs, batch=2, seed=3, keep_words=True) for epochs in (0, 1)]
    before, after = (make_reader(load_written()[:1], TYPES, encoder, plan).state_dict() for plan in plans)
    moved = {name for name in before if not torch.equal(before[name], after[name])}
    assert not any(name.startswith("trunk.bert.embeddings") for name in moved)
    assert any(name.startswith("trunk.bert.encoder") for name in moved)


def test_a_folder_without_an_encoder_is_refused(encoder: Base, tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="not an encoder"):
        make_reader([], TYPES, Base(tmp_path, encoder.small), PLAN)
