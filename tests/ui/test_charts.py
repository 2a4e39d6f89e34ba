from multaqa.ui.charts import bar_rows, dot_rows, money_columns, shade
from multaqa.ui.parts import Bar, Dot, MoneyColumn, tiles


def test_bars_are_drawn_against_the_longest():
    assert [row["width"] for row in bar_rows([Bar("a", 40, "40"), Bar("b", 10, "10")])] == ["100.0", "25.0"]


def test_bars_of_nothing_have_no_width():
    assert bar_rows([Bar("a", 0, "0")])[0]["width"] == "0.0"


AMOUNTS = [("proposed", 100.0), ("paid", 50.0), ("agreed", 0)]


def test_money_columns_share_one_scale_and_a_zero_has_no_column():
    drawn = money_columns([MoneyColumn(s, s, v, str(v)) for s, v in AMOUNTS])
    assert [column["height"] for column in drawn] == [124, 62, 0]
    assert {column["y"] + column["height"] for column in drawn} == {126}


def test_dots_stay_on_their_axis():
    assert [row["x"] for row in dot_rows([Dot("a", 0, "0"), Dot("b", 5, "5"), Dot("c", 99, "99")], 10)] == [8, 158, 308]


def test_shade_has_five_steps_and_zero_is_its_own():
    assert [shade(value, 8) for value in (0, 1, 2, 4, 8)] == ["shade-0", "shade-1", "shade-1", "shade-2", "shade-4"]


def test_tiles_do_not_touch():
    assert tiles([(0, 0), (0, 1)]) == [("M0 0h40v40h-40z", (20, 25)), ("M43 0h40v40h-40z", (63, 25))]
