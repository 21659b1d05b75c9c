from graph.errors import InputError, StoreBusy, UsageError


def test_a_message_names_file_line_cause_and_cure() -> None:
    error = InputError("state 'KAX' is unknown", "use ISO 3166-1 alpha-3", file="visits.csv", line=7)

    assert str(error) == "visits.csv:7: state 'KAX' is unknown; use ISO 3166-1 alpha-3"


def test_exit_codes_tell_wrong_from_misused() -> None:
    assert InputError("x").exit_code == 1
    assert StoreBusy("x").exit_code == 1
    assert UsageError("x").exit_code == 2
