"""A simulator of the signing provider: its vendor protocol over HTTP, and the phone in the browser.

For development, demonstrations and tests only; its signatures have no legal force. It is a program of its own:
it knows nothing of the portal, and the portal reaches it only by the base URL of its signing provider.

    SIMULATOR_VENDOR_NUMBER=… SIMULATOR_API_KEY=… python -m evrotrust_simulator --port 8091 --data DIR

| address | what answers there |
|---|---|
| `/vendor/…` | the provider's vendor API 1.0.154, or a newer one (`--version newer`) |
| `/simulator/…` | the phone: registration, waiting requests, code, history, and the developer's controls |
| `/control/…` | the same controls as JSON, for tests and benchmarks |
| `/crl/…` | the test authorities' lists of revoked certificates |

Everything listens on 127.0.0.1. `DIR` keeps the test certificate authority and the registered people;
`DIR/anchor.pem` is the root to be trusted where signatures of this simulator are to be believed. What was sent
for signing lives in memory and ends with the process.

In a test, a server on a free port: `with serve(Config(port=0, data=folder, …)) as server: server.url`.

What is simulated otherwise than at the provider, because nobody outside knows better: the XML of an
identification, the largest file (10 MB), the retries of a callback. Not simulated: several signers of one
document, groups, hashes, one-time passwords, delivery without signing, long-term signatures (PDF2 and PDF3 are
signed like PDF1).
"""
