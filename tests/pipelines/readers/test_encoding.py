


@pytest.mark.parametrize("row", ["·" * 80, "¯" * 80, "«»" * 40, "ÿ" * 80, "°º¤ø,¸¸,ø¤º°`°º¤ø,¸" * 10])
def test_a_rule_of_signs_is_no_script_of_its_own(row: str) -> None:
    page = f"<h1>Dos días</h1><p>{row}</p><p>Mañana iré al jardín.</p>"
    assert decode(page.encode("cp1252"), "text/html; charset=iso-8859-1").text == page
