// Certificates with contents drawn at random, written by us and described by openssl: every value
// that we put in must be in its description, and nothing may be refused.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "crypto/private_key.h"
#include "x509/algorithm_identifier.h"
#include "x509/certificate.h"
#include "x509/peer_for_tests.h"

namespace chancery::x509 {
namespace {

using crypto::SignatureAlgorithm;

// A certificate and what openssl must say about it.
struct Drawn {
  TbsCertificate tbs;
  std::vector<std::string> expected;
};

class Draw final {
 public:
  explicit Draw(std::uint64_t seed) : random_(seed) {}

  std::size_t below(std::size_t bound) { return random_.number() % bound; }
  bool coin() { return below(2) == 0; }

  std::string label() {
    constexpr std::string_view kLetters = "abcdefghijklmnopqrstuvwxyz0123456789";
    std::string out(1, kLetters[below(26)]);
    for (std::size_t i = below(20); i > 0; --i) {
      out += kLetters[below(kLetters.size())];
    }
    return out;
  }

  DnsName dns() {
    std::string text = coin() ? "" : "*.";
    for (std::size_t i = 1 + below(4); i > 0; --i) {
      text += label() + '.';
    }
    return DnsName::parse(text + "example").value();
  }

  Seconds time() {
    return at_date(1971, 1, 1) + std::chrono::seconds(random_.number() % 6'000'000'000ULL);
  }

  Serial serial() { return Serial::random(random_); }

 private:
  SeededRandom random_;
};

std::string openssl_time(Seconds time) {
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss clock(time - day);
  constexpr const char* kMonths[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                     "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  return fmt::format(
      "{} {} {:02}:{:02}:{:02} {} GMT", kMonths[static_cast<unsigned>(date.month()) - 1],
      static_cast<unsigned>(date.day()), clock.hours().count(), clock.minutes().count(),
      clock.seconds().count(), static_cast<int>(date.year()));
}

Extension draw_names(Draw& draw, std::vector<std::string>& expected) {
  GeneralNames names;
  std::string text;
  for (std::size_t i = 1 + draw.below(12); i > 0; --i) {
    names.emplace_back(draw.dns());
    text += (text.empty() ? "DNS:" : ", DNS:") + std::string(names.back().text());
  }
  expected.push_back("X509v3 Subject Alternative Name: " + text);
  return subject_alt_name_extension(names, false);
}

Extension draw_key_usage(Draw& draw, std::vector<std::string>& expected) {
  constexpr const char* kNames[] = {"Digital Signature", "Non Repudiation", "Key Encipherment",
                                    "Data Encipherment", "Key Agreement",   "Certificate Sign",
                                    "CRL Sign",          "Encipher Only",   "Decipher Only"};
  const KeyUsage usage(static_cast<std::uint32_t>(1 + draw.below(511)));
  std::string text;
  for (unsigned bit = 0; bit < 9; ++bit) {
    if (usage.has(static_cast<KeyUse>(bit))) {
      text += (text.empty() ? "" : ", ") + std::string(kNames[bit]);
    }
  }
  expected.push_back("X509v3 Key Usage: critical " + text + " ");
  return key_usage_extension(usage);
}

Extension draw_constraints(Draw& draw, std::vector<std::string>& expected) {
  BasicConstraints constraints{draw.coin(), std::nullopt};
  std::string text = constraints.ca ? "CA:TRUE" : "CA:FALSE";
  if (constraints.ca && draw.coin()) {
    constraints.path_length = static_cast<int>(draw.below(256));
    text += ", pathlen:" + std::to_string(*constraints.path_length);
  }
  expected.push_back("X509v3 Basic Constraints: critical " + text + " ");
  return basic_constraints_extension(constraints);
}

Extension draw_policies(Draw& draw, std::vector<std::string>& expected) {
  std::vector<PolicyInformation> policies;
  for (std::size_t i = 1 + draw.below(3); i > 0; --i) {
    const std::string dotted =
        fmt::format("1.3.6.1.4.1.{}.{}.{}", draw.below(100'000), i, draw.below(0x7fffffff));
    policies.push_back({Oid::parse(dotted).value(), {}, false});
    expected.push_back("Policy: " + dotted);
    if (draw.coin()) {
      policies.back().cps_uris.push_back("http://" + draw.label() + "/cps");
      expected.push_back("CPS: " + policies.back().cps_uris.back());
    }
  }
  return certificate_policies_extension(policies).value();
}

Extension draw_points(Draw& draw, std::vector<std::string>& expected) {
  std::vector<std::string> urls;
  for (std::size_t i = 1 + draw.below(3); i > 0; --i) {
    urls.push_back("http://crl.example/" + draw.label() + std::string(draw.below(150), 'x'));
    expected.push_back("Full Name: URI:" + urls.back());
  }
  return crl_distribution_points_extension(urls).value();
}

Drawn draw_certificate(std::uint64_t seed, const crypto::PrivateKey& key) {
  Draw draw(seed);
  Drawn drawn;
  TbsCertificate& tbs = drawn.tbs;
  tbs.serial = draw.serial();
  tbs.signature_algorithm_der = to_bytes(algorithm_identifier(SignatureAlgorithm::ecdsa_sha256));
  const std::string person = draw.label();
  const std::string unit = draw.label();
  const std::string house(1 + draw.below(60), 'o');
  tbs.subject = tbs.issuer =
      DistinguishedName::from_text(fmt::format("CN={},OU={},O={},C=KR", person, unit, house))
          .value();
  const std::string name = fmt::format("C=KR, O={}, OU={}, CN={}", house, unit, person);
  tbs.not_before = draw.time();
  tbs.not_after = draw.time();
  tbs.spki_der = to_bytes(key.public_key().spki_der());
  drawn.expected = {"Subject: " + name, "Issuer: " + name,
                    "Not Before: " + openssl_time(tbs.not_before),
                    "Not After : " + openssl_time(tbs.not_after)};
  std::vector<Extension> list;
  for (const auto make :
       {draw_names, draw_key_usage, draw_constraints, draw_policies, draw_points}) {
    if (draw.coin()) {
      list.push_back(make(draw, drawn.expected));
    }
  }
  tbs.extensions = Extensions::make(std::move(list)).value();
  return drawn;
}

TEST(RandomCertificates, OpenSslDescribesEachAsItWasMeant) {
  constexpr std::uint64_t kCount = 60;
  const OpenSslPeer peer;
  const auto key = crypto::PrivateKey::generate(crypto::kP256).value();
  std::string all;
  std::vector<Drawn> drawn;
  for (std::uint64_t seed = 0; seed < kCount; ++seed) {
    drawn.push_back(draw_certificate(seed, key));
    const Bytes tbs = drawn.back().tbs.encode();
    const Bytes der = assemble(tbs, SignatureAlgorithm::ecdsa_sha256,
                               key.sign(SignatureAlgorithm::ecdsa_sha256, tbs).value());
    EXPECT_EQ(Certificate::parse(der).value().tbs(), drawn.back().tbs) << "seed " << seed;
    all += to_pem("CERTIFICATE", der);
  }
  peer.write("all.pem", as_bytes(all));
  const std::string text =
      peer.run("storeutl -noout -text -certs all.pem");  // one program for all of them
  std::string rest = squeezed(text);
  for (std::uint64_t seed = 0; seed < kCount; ++seed) {
    const std::size_t start = rest.find("Certificate: Data:");
    const std::size_t end = rest.find("Certificate: Data:", start + 1);
    ASSERT_NE(start, rest.npos) << "openssl shows fewer certificates than were written";
    const std::string one = rest.substr(start, end - start);
    for (const std::string& expected : drawn[seed].expected) {
      EXPECT_NE(one.find(expected), one.npos) << "seed " << seed << ": " << expected << '\n' << one;
    }
    rest = end == rest.npos ? "" : rest.substr(end);
  }
}

}  // namespace
}  // namespace chancery::x509
