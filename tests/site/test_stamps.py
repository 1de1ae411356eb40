"""The state of folders by the stamps of their files."""

from vestnik.site.stamps import state_of


def test_every_change_gives_another_state(tmp_path):
    """A file that is changed, comes or goes, at any depth."""
    place = tmp_path / "theme" / "components" / "pager" / "pager.css"
    place.parent.mkdir(parents=True)
    states = [state_of([tmp_path / "theme", tmp_path / "absent"]).digest]
    place.write_text("a {}")
    states.append(state_of([tmp_path / "theme"]).digest)
    place.write_text("b { color: red }")
    states.append(state_of([tmp_path / "theme"]).digest)
    place.rename(place.with_name("other.css"))
    states.append(state_of([tmp_path / "theme"]).digest)

    assert len(set(states)) == 4
    assert state_of([tmp_path / "theme"]).digest == states[-1]


def test_links_lead_neither_astray_nor_round_in_a_circle(tmp_path):
    """A link to nothing is passed over, one to a folder above ends somewhere."""
    (tmp_path / "a.css").write_text("a {}")
    (tmp_path / "nothing").symlink_to(tmp_path / "gone")
    (tmp_path / "round").symlink_to(tmp_path)

    assert state_of([tmp_path]).youngest >= (tmp_path / "a.css").stat().st_mtime_ns
