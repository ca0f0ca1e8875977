#include <gtest/gtest.h>
#include <unistd.h>

#include "crypto/private_key.h"
#include "der/time.h"
#include "x509/algorithm_identifier.h"
#include "x509/certificate.h"
#include "x509/certificate_list.h"
#include "x509/crl_writer.h"
#include "x509/errors.h"
#include "x509/peer_for_tests.h"

namespace chancery::x509 {
namespace {

using crypto::SignatureAlgorithm;
using std::chrono::hours;

CertificateList from_file(const std::string& name) {
  return CertificateList::parse(test_data(name)).value();
}

Serial serial(std::string_view text) {
  return Serial::parse(text).value();
}

const crypto::PrivateKey& a_key() {
  static const auto kKey = crypto::PrivateKey::generate(crypto::kP256).value();
  return kKey;
}

CrlHead a_head() {
  const IssuingDistributionPoint idp{
      {GeneralName::from_text(GeneralName::Kind::uri, "http://crl.example.com/7.crl").value()},
      true,
      false,
      false};
  return {SignatureAlgorithm::ecdsa_sha256, DistinguishedName::from_text("CN=Issuer").value(),
          at_date(2026, 11, 21), at_date(2026, 11, 28),
          Extensions::make({authority_key_identifier_extension(key_id_sha1(a_key().public_key())),
                            crl_number_extension(0x80c0ffee),
                            issuing_distribution_point_extension(idp)})
              .value()};
}

std::vector<CrlEntry> some_entries() {
  return {{serial("01"), at_date(2026, 1, 2), std::nullopt, std::nullopt},
          {serial("ff00ff00ff00ff00ff00ff00ff00ff00"), at_date(2026, 1, 3),
           RevocationReason::key_compromise, at_date(2025, 6, 1)},
          {serial("03"), at_date(2050, 1, 4), RevocationReason::superseded, std::nullopt},
          {serial("04"), at_date(2026, 1, 5), RevocationReason::unspecified, std::nullopt},
          {serial("05"), at_date(2026, 1, 6), std::nullopt, at_date(2026, 1, 1)}};
}

Bytes signed_crl(BytesView tbs) {
  return assemble(tbs, SignatureAlgorithm::ecdsa_sha256,
                  a_key().sign(SignatureAlgorithm::ecdsa_sha256, tbs).value());
}

TEST(Crl, ReadsEveryFieldOfOneThatOpenSslMade) {
  const CertificateList crl = from_file("crl.der");
  const Certificate sub = Certificate::parse(test_data("sub.der")).value();
  EXPECT_EQ(crl.issuer(), sub.subject());
  EXPECT_EQ(crl.this_update(), at_date(2026, 1, 3));
  EXPECT_EQ(crl.next_update(), at_date(2026, 1, 10));
  EXPECT_EQ(to_hex(crl.crl_number()), "1000");
  ASSERT_TRUE(crl.issuing_distribution_point());
  EXPECT_EQ(crl.issuing_distribution_point()->full_name.at(0).text(),
            "http://crl.example.com/1.crl");
  EXPECT_TRUE(crl.issuing_distribution_point()->only_user_certificates);
  EXPECT_TRUE(crl.extensions().find(kIssuingDistributionPoint)->critical);
  EXPECT_TRUE(crl.verify_signature(sub.public_key().value()));
}

TEST(Crl, ReadsEveryEntryOfOneThatOpenSslMade) {
  const CertificateList crl = from_file("crl.der");
  EXPECT_EQ(crl.entry_count(), 4U);
  const Seconds start = at_date(2026, 1, 2) + hours(3) + std::chrono::minutes(4);
  EXPECT_EQ(crl.find(serial("1002")),
            (CrlEntry{serial("1002"), start + std::chrono::seconds(5), {}, {}}));
  EXPECT_EQ(crl.find(serial("c0ffee"))->reason, RevocationReason::key_compromise);
  EXPECT_EQ(crl.find(serial("1003")),
            (CrlEntry{serial("1003"), start + std::chrono::seconds(7),
                      RevocationReason::key_compromise, at_date(2025, 12, 31)}));
  EXPECT_EQ(crl.find(serial("1004"))->reason, RevocationReason::cessation_of_operation);
  EXPECT_EQ(crl.find(serial("1005")), std::nullopt);
}

TEST(Crl, ReadsEmptyAndVersion1Lists) {
  const CertificateList empty = from_file("crl-empty.der");
  EXPECT_EQ(empty.entry_count(), 0U);
  EXPECT_EQ(empty.find(serial("01")), std::nullopt);
  EXPECT_EQ(to_hex(empty.crl_number()), "01");
  const CertificateList old = from_file("crl-version1.der");
  EXPECT_TRUE(old.extensions().empty());
  EXPECT_TRUE(old.crl_number().empty());
  EXPECT_EQ(old.issuing_distribution_point(), std::nullopt);
  EXPECT_EQ(old.entry_count(), 4U);
}

TEST(Crl, ACutExtendedOrChangedFileIsRefused) {
  const Bytes good = test_data("crl.der");
  const auto key = Certificate::parse(test_data("sub.der")).value().public_key().value();
  for (std::size_t i = 0; i < good.size(); ++i) {
    EXPECT_FALSE(CertificateList::parse(Bytes(good.begin(), good.begin() + i))) << i;
    Bytes changed = good;
    changed[i] ^= 0x01;
    const auto crl = CertificateList::parse(changed);
    if (crl) {
      EXPECT_FALSE(crl->verify_signature(key)) << "byte " << i;
    }
  }
  Bytes longer = good;
  longer.push_back(0);
  EXPECT_EQ(code_of(CertificateList::parse(longer)), "der_trailing");
}

TEST(CrlEntry, IsAsLongAsItSaysAndRoundTrips) {
  for (const CrlEntry& entry : some_entries()) {
    der::Writer w;
    entry.write(w);
    EXPECT_EQ(w.size(), entry.encoded_size());
    der::Reader in(w.view());
    CrlEntry expected = entry;
    if (expected.reason == RevocationReason::unspecified) {
      expected.reason.reset();
    }
    EXPECT_EQ(CrlEntry::read(in).value(), expected);
    EXPECT_TRUE(in.at_end());
  }
}

TEST(CrlEntry, NeverWritesReasonUnspecified) {
  der::Writer with;
  der::Writer without;
  CrlEntry{serial("01"), at_date(2026, 1, 1), RevocationReason::unspecified, {}}.write(with);
  CrlEntry{serial("01"), at_date(2026, 1, 1), {}, {}}.write(without);
  EXPECT_TRUE(equal(with.view(), without.view()));
}

std::string_view entry_fault(std::string_view extensions) {
  der::Writer w;
  w.sequence([&] {
    w.integer(1);
    w.time(at_date(2026, 1, 1));
    w.raw(hex(extensions));
  });
  der::Reader in(w.view());
  return code_of(CrlEntry::read(in));
}

TEST(CrlEntry, RefusesMalformedExtensions) {
  constexpr auto kReason = "300a0603551d1504030a0101";
  EXPECT_EQ(entry_fault(std::string("300c") + kReason), "");
  EXPECT_EQ(entry_fault(std::string("3018") + kReason + kReason), "extension_duplicate");
  EXPECT_EQ(entry_fault("3000"), "crl_malformed");
  EXPECT_EQ(entry_fault("300c300a0603551d1504030a0107"), "crl_malformed");  // reason 7
  EXPECT_EQ(entry_fault("300c300a0603551d1504030a01ff"), "der_integer");
  EXPECT_EQ(entry_fault("300c300a0603551d150403020101"), "der_unexpected_tag");
  EXPECT_EQ(entry_fault("300a300806022a0304020500"), "");  // unknown, passed over
  EXPECT_EQ(entry_fault("300d300b06022a030101ff04020500"), "extension_critical_unknown");
  EXPECT_EQ(entry_fault("300f300d0603551d1d0101ff04033001"
                        "00"),
            "extension_critical_unknown");
  EXPECT_EQ(entry_fault("300c300a0603551d1804030a0101"), "der_unexpected_tag");
}

TEST(CrlReason, HasTenCodesWithNames) {
  int known = 0;
  for (std::int64_t code = -1; code < 300; ++code) {
    const auto reason = revocation_reason_from_code(code);
    if (reason) {
      ++known;
      EXPECT_EQ(revocation_reason_from_text(to_text(*reason)), reason);
    }
  }
  EXPECT_EQ(known, 10);
  EXPECT_EQ(revocation_reason_from_code(7), std::nullopt);
  EXPECT_EQ(to_text(RevocationReason::ca_compromise), "cACompromise");
  EXPECT_EQ(revocation_reason_from_text("KeyCompromise"), std::nullopt);
}

TEST(CrlWriter, OpenSslReadsWhatWeMeant) {
  const OpenSslPeer peer;
  peer.write("crl.der", signed_crl(encode_tbs_crl(a_head(), some_entries()).value()));
  const std::string seen =
      squeezed(peer.run("crl -inform DER -in crl.der -noout -text -nameopt RFC2253"));
  for (const char* expected :
       {"Version 2 (0x1)", "Signature Algorithm: ecdsa-with-SHA256", "Issuer: CN=Issuer",
        "Last Update: Nov 21 00:00:00 2026 GMT", "Next Update: Nov 28 00:00:00 2026 GMT",
        "X509v3 CRL Number: 2160132078",
        "X509v3 Issuing Distribution Point: critical Full Name: URI:http://crl.example.com/7.crl "
        "Only User Certificates",
        "Serial Number: 01 Revocation Date: Jan 2 00:00:00 2026 GMT Serial Number: "
        "FF00FF00FF00FF00FF00FF00FF00FF00 Revocation Date: Jan 3 00:00:00 2026 GMT CRL entry "
        "extensions: X509v3 CRL Reason Code: Key Compromise Invalidity Date: Jun 1 00:00:00 2025 "
        "GMT",
        "Serial Number: 03 Revocation Date: Jan 4 00:00:00 2050 GMT CRL entry extensions: X509v3 "
        "CRL Reason Code: Superseded",
        "Serial Number: 04 Revocation Date: Jan 5 00:00:00 2026 GMT Serial Number: 05"}) {
    EXPECT_NE(seen.find(expected), seen.npos) << expected << "\nin\n" << seen;
  }
}

TEST(CrlWriter, WhatItWritesIsReadBack) {
  const Bytes tbs = encode_tbs_crl(a_head(), some_entries()).value();
  const auto crl = CertificateList::parse(signed_crl(tbs)).value();
  EXPECT_TRUE(crl.verify_signature(a_key().public_key()));
  EXPECT_TRUE(equal(crl.tbs_der(), tbs));
  EXPECT_EQ(crl.entry_count(), 5U);
  EXPECT_EQ(to_hex(crl.crl_number()), "80c0ffee");
  EXPECT_EQ(crl.extensions(), a_head().extensions);
  std::size_t at = 0;
  crl.for_each([&](const CrlEntry& entry) {
    EXPECT_EQ(entry.serial, some_entries()[at++].serial);
    return at < 3;
  });
  EXPECT_EQ(at, 3U);
}

TEST(CrlWriter, WithoutEntriesTheListIsAbsent) {
  const OpenSslPeer peer;
  const Bytes crl = signed_crl(encode_tbs_crl(a_head(), {}).value());
  EXPECT_EQ(CertificateList::parse(crl).value().entry_count(), 0U);
  peer.write("crl.der", crl);
  EXPECT_NE(peer.run("crl -inform DER -in crl.der -noout -text").find("No Revoked Certificates"),
            std::string::npos);
}

TEST(CrlWriter, RefusesOtherEntriesThanWereCounted) {
  const auto entries = some_entries();
  CrlSize size;
  size.add(entries[0]);
  size.add(entries[2]);
  std::size_t written = 0;
  const ByteSink sink = [&](BytesView bytes) -> Result<void> {
    written += bytes.size();
    return {};
  };
  CrlWriter short_of_one(a_head(), size, sink);
  ASSERT_TRUE(short_of_one.add(entries[0]));
  EXPECT_EQ(code_of(short_of_one.finish()), "crl_size_broken");
  CrlWriter one_too_many(a_head(), size, sink);
  ASSERT_TRUE(one_too_many.add(entries[0]));
  ASSERT_TRUE(one_too_many.add(entries[2]));
  EXPECT_EQ(code_of(one_too_many.add(entries[0])), "crl_size_broken");
  EXPECT_EQ(written, 0U);
}

TEST(CrlWriter, PassesOnWhatTheSinkSays) {
  CrlWriter writer(a_head(), CrlSize(), [](BytesView) { return fail(kTooLarge); });
  EXPECT_EQ(code_of(writer.finish()), "x509_too_large");
}

TEST(CrlNumber, IsNeverNegative) {
  EXPECT_EQ(to_hex(crl_number_extension(0).value), "020100");
  EXPECT_EQ(to_hex(crl_number_extension(128).value), "02020080");
  EXPECT_EQ(to_hex(crl_number_extension(UINT64_MAX).value), "020900" + std::string(16, 'f'));
}

CrlEntry nth_entry(std::uint32_t n) {
  std::array<std::uint8_t, 16> content{};
  content.fill(0x55);
  for (unsigned i = 0; i < 4; ++i) {
    content[15 - i] = static_cast<std::uint8_t>(n >> (8 * i));
  }
  return {Serial::from_content(content).value(),
          at_date(2026, 1, 1) + std::chrono::seconds(n),
          n % 2 == 0 ? std::optional(RevocationReason::superseded) : std::nullopt,
          {}};
}

// Resident memory now.
std::size_t resident_bytes() {
  std::ifstream statm("/proc/self/statm");
  std::size_t total = 0;
  std::size_t resident = 0;
  statm >> total >> resident;
  return resident * static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
}

TEST(CrlWriter, AMillionEntriesAreStreamedHashedAndSignedInFlatMemory) {
  constexpr std::uint32_t kCount = 1'000'000;
  const CrlHead head = a_head();
  CrlSize size;
  size.add(nth_entry(0), kCount / 2);
  size.add(nth_entry(1), kCount / 2);
  crypto::Hasher hasher(crypto::HashAlgorithm::sha256);
  std::uint64_t streamed = 0;
  std::size_t largest_piece = 0;
  std::size_t most_memory = 0;
  const std::size_t memory_before = resident_bytes();
  CrlWriter writer(head, size, [&](BytesView bytes) -> Result<void> {
    hasher.update(bytes);
    streamed += bytes.size();
    largest_piece = std::max(largest_piece, bytes.size());
    if (streamed > 40'000'000) {  // nearly all: now a held list would show
      most_memory = std::max(most_memory, resident_bytes());
    }
    return {};
  });
  for (std::uint32_t n = 0; n < kCount; ++n) {
    ASSERT_TRUE(writer.add(nth_entry(n)));
  }
  EXPECT_EQ(writer.finish().value(), streamed);
  EXPECT_EQ(writer.tbs_size(), streamed);
  EXPECT_LT(largest_piece, 70'000U);
  EXPECT_GT(most_memory, 0U);
  EXPECT_LT(most_memory, memory_before + 8'000'000) << "the list was held in memory";
  EXPECT_EQ(size.count(), kCount);
  const auto signature =
      a_key().sign_digest(SignatureAlgorithm::ecdsa_sha256, hasher.finish()).value();
  const SignedEnds ends = signed_ends(streamed, head.algorithm, signature);
  EXPECT_EQ(ends.head.size(), 6U);
  // Once more, now kept, to see that head + tbs + tail is a CRL that verifies.
  Bytes whole = ends.head;
  CrlWriter again(head, size, [&](BytesView bytes) -> Result<void> {
    append(whole, bytes);
    return {};
  });
  for (std::uint32_t n = 0; n < kCount; ++n) {
    ASSERT_TRUE(again.add(nth_entry(n)));
  }
  ASSERT_TRUE(again.finish());
  append(whole, ends.tail);
  const auto crl = CertificateList::parse(std::move(whole)).value();
  EXPECT_EQ(crl.entry_count(), kCount);
  EXPECT_TRUE(crl.verify_signature(a_key().public_key()));
  EXPECT_EQ(crl.find(nth_entry(kCount - 1).serial)->revoked_at, nth_entry(kCount - 1).revoked_at);
}

std::string_view list_fault(std::string_view fields) {
  der::Writer w;
  w.sequence([&] { w.raw(hex(fields)); });
  return code_of(
      CertificateList::parse(assemble(w.view(), SignatureAlgorithm::ed25519, Bytes(64))));
}

TEST(Crl, RefusesEachFieldWhenMalformed) {
  const std::string start =
      "020101"
      "300506032b6570"
      "3000";
  const std::string time = "170d3236303130313030303030305a";
  const std::string entry = "3012020101" + time;
  EXPECT_EQ(list_fault(start + time), "");
  EXPECT_EQ(list_fault(start + time + time), "");
  EXPECT_EQ(list_fault(start), "der_unexpected_tag");
  EXPECT_EQ(list_fault(start + time + time + time), "der_trailing");
  EXPECT_EQ(list_fault(start + time + time + "3014" + entry), "");
  EXPECT_EQ(list_fault(start + time + time + "3000"), "crl_malformed");
  EXPECT_EQ(list_fault("020100" + start.substr(6) + time), "crl_malformed");
  EXPECT_EQ(list_fault("020102" + start.substr(6) + time), "crl_malformed");
  EXPECT_EQ(list_fault(start.substr(6) + time), "");  // version 1
  const std::string extensions = "a00e300c300a0603551d140403020107";
  EXPECT_EQ(list_fault(start + time + extensions), "");
  EXPECT_EQ(list_fault(start.substr(6) + time + extensions), "crl_malformed");
  EXPECT_EQ(list_fault(start + time + "a00e300c300a0603551d1404030201ff"), "der_integer");
  EXPECT_EQ(list_fault(start + time + "a00e300c300a0603551d1c0403020107"), "der_unexpected_tag");
  EXPECT_EQ(list_fault("020101"
                       "300a06082a8648ce3d040302"
                       "3000" +
                       time),
            "crl_malformed");
}

}  // namespace
}  // namespace chancery::x509
