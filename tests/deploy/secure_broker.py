"""Real Kafka with TLS and SCRAM: what a user needs to connect, and what makes that fail."""

import socket
import threading
from contextlib import suppress
from pathlib import Path
from typing import Self

import trustme
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from tests.kafka.broker import Broker, free_port

USER, PASSWORD = "storyfold", "correct horse"

PROPERTIES = """
controller.quorum.bootstrap.servers=127.0.0.1:{controller}
listeners=SASL_SSL://127.0.0.1:{port},{others},CONTROLLER://127.0.0.1:{controller}
advertised.listeners=SASL_SSL://127.0.0.1:{port},{others}
listener.security.protocol.map=CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT,{sasl}
inter.broker.listener.name=PLAINTEXT
sasl.enabled.mechanisms=SCRAM-SHA-512
listener.name.sasl_ssl.scram-sha-512.sasl.jaas.config={login} required;
listener.name.sasl_plaintext.scram-sha-512.sasl.jaas.config={login} required;
ssl.keystore.type=PEM
ssl.keystore.location={keystore}
"""


class SecureBroker(Broker):
    """`address` speaks SASL_SSL, `unencrypted` SASL_PLAINTEXT, `plain` neither TLS nor SASL."""

    def __init__(self, directory: Path) -> None:
        authority = trustme.CA()
        keystore = directory / "broker.pem"
        keystore.write_bytes(_pkcs8(authority.issue_cert("127.0.0.1")))
        self.authority = directory / "ca.pem"
        authority.cert_pem.write_to_path(str(self.authority))
        self.stranger = directory / "other-ca.pem"
        trustme.CA().cert_pem.write_to_path(str(self.stranger))
        port, unencrypted, plain = free_port(), free_port(), free_port()
        self.unencrypted, self.plain = f"127.0.0.1:{unencrypted}", f"127.0.0.1:{plain}"
        super().__init__(
            PROPERTIES.format(
                port=port,
                controller=free_port(),
                others=f"SASL_PLAINTEXT://{self.unencrypted},PLAINTEXT://{self.plain}",
                sasl="SASL_PLAINTEXT:SASL_PLAINTEXT,SASL_SSL:SASL_SSL",
                login="org.apache.kafka.common.security.scram.ScramLoginModule",
                keystore=keystore,
            ),
            "--add-scram",
            f"SCRAM-SHA-512=[name={USER},password={PASSWORD}]",
        )
        self.port = port


class CountingProxy:
    """Passes TCP connections on to a target and counts them; a context manager."""

    def __init__(self, target: str) -> None:
        self._target = target.partition(":")[0], int(target.partition(":")[2])
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.address = f"127.0.0.1:{self._listener.getsockname()[1]}"
        self.connections = 0

    def __enter__(self) -> Self:
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._listener.close()

    def _accept(self) -> None:
        with suppress(OSError):  # the listener was closed
            while True:
                client, _ = self._listener.accept()
                self.connections += 1
                server = socket.create_connection(self._target)
                for source, sink in ((client, server), (server, client)):
                    threading.Thread(target=_copy, args=(source, sink), daemon=True).start()


def _copy(source: socket.socket, sink: socket.socket) -> None:
    with suppress(OSError), source, sink:
        while data := source.recv(65536):
            sink.sendall(data)


def _pkcs8(certificate: trustme.LeafCert) -> bytes:
    """Certificate and key in one file; Kafka reads keys in PKCS #8 only."""
    key = load_pem_private_key(certificate.private_key_pem.bytes(), None)
    chain = b"".join(blob.bytes() for blob in certificate.cert_chain_pems)
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()) + chain
