#include "x509/precertificate.h"

#include <algorithm>
#include <gtest/gtest.h>

#include "x509/certificate.h"
#include "x509/errors.h"
#include "x509/peer_for_tests.h"
#include "x509/signed_certificate_timestamp.h"

namespace chancery::x509 {
namespace {

Bytes leaf_tbs() {
  return to_bytes(Certificate::parse(test_data("leaf.der")).value().tbs_der());
}

Extension a_list() {
  SignedCertificateTimestamp sct;
  sct.timestamp = at_date(2026, 11, 21);
  sct.signature = Bytes(70, 1);
  return sct_list_extension(SctList{sct, sct}).value();
}

Bytes announced() {
  return with_extension(leaf_tbs(), precertificate_poison_extension()).value();
}

Bytes final_one() {
  return with_extension(leaf_tbs(), a_list()).value();
}

/// The leaf's body after `change`, with `more` behind its extensions.
Bytes changed(const std::function<void(TbsCertificate&, std::vector<Extension>&)>& change,
              const Extension& more) {
  TbsCertificate tbs = TbsCertificate::parse(leaf_tbs()).value();
  std::vector<Extension> list(tbs.extensions.begin(), tbs.extensions.end());
  list.push_back(more);
  change(tbs, list);
  tbs.extensions = Extensions::make(std::move(list)).value();
  return tbs.encode();
}

TEST(Precertificate, ThePoisonIsCriticalAndNull) {
  const Extension poison = precertificate_poison_extension();
  EXPECT_EQ(poison.id, kPrecertificatePoison);
  EXPECT_TRUE(poison.critical);
  EXPECT_EQ(to_hex(poison.value), "0500");
}

TEST(Precertificate, AnExtensionMoreChangesNothingElse) {
  const auto before = TbsCertificate::parse(leaf_tbs()).value();
  auto after = TbsCertificate::parse(announced()).value();
  ASSERT_EQ(after.extensions.size(), before.extensions.size() + 1);
  EXPECT_NE(after.extensions.find(kPrecertificatePoison), nullptr);
  after.extensions = before.extensions;
  EXPECT_EQ(after, before);
}

TEST(Precertificate, TheSameExtensionNeverStandsThereTwice) {
  EXPECT_EQ(code_of(with_extension(announced(), precertificate_poison_extension())),
            "extension_duplicate");
}

TEST(Precertificate, LogsSignTheSameBodyForBoth) {
  EXPECT_EQ(logged_tbs(announced()).value(), leaf_tbs());
  EXPECT_EQ(logged_tbs(final_one()).value(), leaf_tbs());
  EXPECT_EQ(logged_tbs(leaf_tbs()).value(), leaf_tbs());
}

TEST(Precertificate, ABodyOfPoisonAloneHasNoExtensionsLeft) {
  TbsCertificate bare = TbsCertificate::parse(leaf_tbs()).value();
  bare.extensions = Extensions();
  const Bytes poisoned = with_extension(bare.encode(), precertificate_poison_extension()).value();
  EXPECT_EQ(logged_tbs(poisoned).value(), bare.encode());
}

TEST(Precertificate, CorrespondsToItsCertificateWhereverTheListStands) {
  EXPECT_TRUE(check_correspondence(announced(), final_one()));
  const Bytes list_first = changed(
      [](auto&, auto& list) { std::rotate(list.begin(), list.end() - 1, list.end()); }, a_list());
  EXPECT_TRUE(check_correspondence(announced(), list_first));
}

TEST(Precertificate, NoFlippedOctetBesideTheListGoesUnnoticed) {
  const Bytes precertificate = announced();
  const Bytes certificate = final_one();
  const auto list_value = a_list().value;
  const auto list_at = std::ranges::search(certificate, list_value).begin() - certificate.begin();
  const auto list_end = list_at + static_cast<std::ptrdiff_t>(list_value.size());
  for (std::size_t i = 0; i < certificate.size(); ++i) {
    const auto at = static_cast<std::ptrdiff_t>(i);
    if (at >= list_at && at < list_end) {
      continue;
    }
    Bytes other = certificate;
    other[i] ^= 1;
    EXPECT_FALSE(check_correspondence(precertificate, other)) << i;
  }
}

TEST(Precertificate, CorrespondsToNothingThatDiffers) {
  const Extension poison = precertificate_poison_extension();
  const auto nothing = [](auto&, auto&) {};
  Extension mild = poison;
  mild.critical = false;
  Extension not_null = poison;
  not_null.value = {4, 0};
  Extension critical_list = a_list();
  critical_list.critical = true;
  const std::pair<Bytes, Bytes> cases[] = {
      {leaf_tbs(), final_one()},
      {announced(), leaf_tbs()},
      {announced(), announced()},
      {final_one(), final_one()},
      {changed(nothing, mild), final_one()},
      {changed(nothing, not_null), final_one()},
      {announced(), changed(nothing, critical_list)},
      {with_extension(announced(), a_list()).value(), final_one()},
      {announced(), with_extension(final_one(), poison).value()},
      {announced(),
       changed([](auto& tbs, auto&) { tbs.serial = Serial::parse("01").value(); }, a_list())},
      {announced(),
       changed([](auto& tbs, auto&) { tbs.not_after += std::chrono::seconds(1); }, a_list())},
      {announced(), changed([](auto&, auto& list) { list.erase(list.begin()); }, a_list())},
      {announced(), changed([](auto&, auto& list) { std::swap(list[0], list[1]); }, a_list())},
      {announced(),
       changed([](auto&, auto& list) { list[0].critical = !list[0].critical; }, a_list())},
      {announced(), changed(
                        [](auto&, auto& list) {
                          list.push_back({Oid{1, 2, 3}, false, {5, 0}});
                        },
                        a_list())},
  };
  for (const auto& [precertificate, certificate] : cases) {
    EXPECT_EQ(code_of(check_correspondence(precertificate, certificate)), "precertificate_differs")
        << &precertificate - &cases[0].first;
  }
}

TEST(Precertificate, RefusesWhatIsNoBody) {
  for (const auto* bad : {"", "3000ff", "0500", "3003a30130", "3006a304300205"}) {
    EXPECT_FALSE(logged_tbs(hex(bad))) << bad;
    EXPECT_FALSE(with_extension(hex(bad), a_list())) << bad;
  }
  EXPECT_EQ(code_of(logged_tbs(Bytes(TbsCertificate::kMaxSize + 1))), "x509_too_large");
}

}  // namespace
}  // namespace chancery::x509
