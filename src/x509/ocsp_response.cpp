#include "x509/ocsp_response.h"

#include "der/reader.h"
#include "der/writer.h"
#include "x509/algorithm_identifier.h"
#include "x509/ocsp_request.h"

namespace chancery::x509 {
namespace {

// CertStatus ::= CHOICE { good [0] NULL, revoked [1] RevokedInfo, unknown [2] NULL }, IMPLICIT
void write_status(der::Writer& w, const SingleResponse& response) {
  switch (response.status) {
    case CertStatus::good:
      w.context_primitive(0, {});
      return;
    case CertStatus::revoked:
      w.context(1, [&] {
        w.generalized_time(response.revoked_at);
        if (response.reason && *response.reason != RevocationReason::unspecified) {
          w.context(0, [&] { w.enumerated(static_cast<std::int64_t>(*response.reason)); });
        }
      });
      return;
    case CertStatus::unknown:
      w.context_primitive(2, {});
      return;
  }
}

void write_single_response(der::Writer& w, const SingleResponse& response) {
  w.sequence([&] {
    w.raw(response.cert_id_der);
    write_status(w, response);
    w.generalized_time(response.this_update);
    if (response.next_update) {
      w.context(0, [&] { w.generalized_time(*response.next_update); });
    }
  });
}

}  // namespace

Bytes encode_response_data(BytesView responder_key_hash, Seconds produced_at,
                           std::span<const SingleResponse> responses, BytesView nonce) {
  der::Writer w;
  w.sequence([&] {
    w.context(2, [&] { w.octet_string(responder_key_hash); });
    w.generalized_time(produced_at);
    w.sequence([&] {
      for (const SingleResponse& response : responses) {
        write_single_response(w, response);
      }
    });
    if (!nonce.empty()) {
      w.context(1, [&] { w.sequence([&] { nonce_extension(nonce).write(w); }); });
    }
  });
  return w.take();
}

Bytes assemble_ocsp_response(BytesView response_data_der, crypto::SignatureAlgorithm algorithm,
                             BytesView signature, std::span<const BytesView> certificate_ders) {
  der::Writer w(response_data_der.size() + signature.size() + 1024);
  w.sequence([&] {
    w.enumerated(static_cast<std::int64_t>(OcspStatus::successful));
    w.context(0, [&] {
      w.sequence([&] {
        w.oid(kOcspBasicResponse);
        w.octet_string([&] {
          w.sequence([&] {
            w.raw(response_data_der);
            w.raw(algorithm_identifier(algorithm));
            w.bit_string(signature);
            if (!certificate_ders.empty()) {
              w.context(0, [&] {
                w.sequence([&] {
                  for (const BytesView certificate : certificate_ders) {
                    w.raw(certificate);
                  }
                });
              });
            }
          });
        });
      });
    });
  });
  return w.take();
}

Bytes encode_ocsp_error(OcspStatus status) {
  der::Writer w(8);
  w.sequence([&] { w.enumerated(static_cast<std::int64_t>(status)); });
  return w.take();
}

}  // namespace chancery::x509
