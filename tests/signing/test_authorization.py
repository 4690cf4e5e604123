"""The Authorization header, against the vector that was recomputed from the vendor's description."""

from nssi.signing.evrotrust.authorization import authorization


def test_the_key_is_the_raw_digest_of_the_api_key_and_the_message_the_exact_bytes():
    body = b'{"vendorNumber":"TESTVENDOR000001","user":{"phone":"+359880000001"}}'
    assert (
        authorization("00000000-0000-4000-8000-000000000000", body)
        == "cd00c6c8fea94a7738e6f7721f865d6d6484f17cd571a8e0301c63eec65bbf38"
    )
