// What is ours on the road to one TLS certificate with SCTs: vetting, two bodies, the lints of
// both, the comparison; all but the two signatures. Prints one JSON object.
//
//   road_bench [ROUNDS]
#include <cstdio>
#include <cstdlib>
#include <ctime>

#include "issuance/testing/road.h"

namespace {

using namespace chancery;  // NOLINT(google-build-using-namespace): a program of one page
using namespace chancery::issuance::testing;  // NOLINT(google-build-using-namespace)

/// Hands out a signature that it made before, so that none is counted.
class ReadySigner final : public keys::Signer {
 public:
  const crypto::PublicKey& public_key() const override { return key_->public_key(); }
  Result<Bytes> sign(crypto::SignatureAlgorithm /*algorithm*/,
                     BytesView /*message*/) const override {
    return signature_;
  }
  Result<Bytes> sign_digest(crypto::SignatureAlgorithm /*algorithm*/,
                            BytesView /*digest*/) const override {
    return signature_;
  }

 private:
  std::shared_ptr<const keys::Signer> key_ = signer(crypto::kP256);
  Bytes signature_ = key_->sign(crypto::SignatureAlgorithm::ecdsa_sha256, {}).value();
};

std::unique_ptr<issuance::Issuer> issuing_ca() {
  const auto hierarchy = tls_hierarchy();
  const auto key = std::make_shared<const ReadySigner>();
  const auto request =
      vet(profile::kTlsSubordinateCa,
          {.key = key->public_key(), .names = {}, .subject = ca_subject("Issuing CA 2")});
  const auto names = rules(profile_of(profile::kTlsSubordinateCa).set());
  return issuance::Issuer::make(issue(*hierarchy.root, request.value()).value(), key, names)
      .value();
}

x509::SctList two_scts() {
  x509::SignedCertificateTimestamp sct;
  sct.timestamp = kNow;
  sct.signature = Bytes(70, 7);
  return {sct, sct};
}

/// The octets of the certificate, so that no step can be left out as unused.
std::size_t walk(const issuance::Issuer& issuer, const x509::SctList& scts) {
  static SystemRandom random;
  Bytes refused;
  auto linted = issuer.prepare_precertificate(leaf_request(), urls(), random, kNow).value();
  auto precertificate = issuer.sign_precertificate(std::move(linted), refused).value();
  auto complete = issuer.complete(std::move(precertificate), scts, kNow).value();
  return issuer.sign_der(std::move(complete), refused).value().size();
}

// CPU time, so that it does not matter who else is working on this machine.
double microseconds_of_this_thread() {
  timespec now{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e6 + static_cast<double>(now.tv_nsec) / 1e3;
}

}  // namespace

int main(int count, char** words) {
  const int rounds = count > 1 ? std::atoi(words[1]) : 20'000;
  const auto issuer = issuing_ca();
  const auto scts = two_scts();
  std::size_t octets = walk(*issuer, scts);
  const double began = microseconds_of_this_thread();
  for (int i = 0; i < rounds; ++i) {
    octets += walk(*issuer, scts);
  }
  const double took = microseconds_of_this_thread() - began;
  std::printf("{\"road_us\": %.2f, \"octets\": %zu}\n", took / rounds, octets / (rounds + 1U));
  return 0;
}
