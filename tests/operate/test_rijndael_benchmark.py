"""The measurement of the cipher has the form of `nssi bench`; how fast it must be is said by `nssi bench` itself."""

from nssi.operate.benchmarks.rijndael import measure


def test_it_is_far_faster_than_the_plain_implementation_in_the_same_run():
    measurement = measure(full=False)
    assert set(measurement) == {"figure", "unit", "required", "ratio", "peers", "volume"}
    assert float(measurement["figure"]) > 20 * float(measurement["peers"]["py3rijndael"]["figure"])
