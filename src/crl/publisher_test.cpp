#include "crl/publisher.h"

#include <fstream>
#include <gmock/gmock.h>
#include <malloc.h>
#include <map>

#include "ca/house_for_tests.h"
#include "crl/errors.h"
#include "store/crl_repository.h"
#include "store/errors.h"
#include "x509/certificate_list.h"

namespace chancery::crl {
namespace {

using namespace std::chrono_literals;
using ca::code_of;
using std::chrono::days;
using store::Fault;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::SizeIs;
using x509::RevocationReason;

class CrlPublisher : public testing::Test {
 protected:
  CrlPublisher() { start(); }

  void start() {
    publisher_.emplace(house_->database, house_->audit, house_->issuers, urls_, house_.clock,
                       settings_);
  }
  void restart() {
    publisher_.reset();
    house_.restart();
    start();
  }

  ca::IssuerPtr sub() { return house_->issuers.by_name("p-sub").value(); }

  /// What readers get for that list now.
  std::optional<Published> served(std::string_view url_name = "p-sub.crl") {
    auto lists = publisher_->published().value();
    for (auto& one : lists) {
      if (one.url_name == url_name) {
        return std::move(one);
      }
    }
    return std::nullopt;
  }
  std::filesystem::path file_of(const Published& list) { return house_.path() / list.crl.path; }
  x509::CertificateList parse(const Published& list) {
    return x509::CertificateList::parse(to_bytes(ca::read_file(file_of(list)))).value();
  }
  Published publish(int shard = 0) { return publisher_->publish(sub(), shard).value(); }

  void revoke(const model::IssuedCertificate& certificate,
              RevocationReason reason = RevocationReason::unspecified) {
    house_->revoking
        .revoke({.certificate = certificate.id,
                 .reason = reason,
                 .compromised_since = {},
                 .by = ca::RevokedBy::ca,
                 .actor = "t",
                 .comment = ""})
        .value();
  }

  /// Whether openssl finds the list signed by that issuer; its text in `text`.
  bool openssl_accepts(const Published& list, const ca::IssuerPtr& issuer, std::string& text) {
    house_.write_pem("issuer.pem", issuer->record().der);
    const auto ran =
        house_.openssl("crl -inform DER -in " + list.crl.path + " -noout -text -CAfile issuer.pem");
    text = ran.output;
    return ran.status == 0 && text.find("verify OK") != std::string::npos;
  }
  /// What `openssl verify -crl_check` says about a certificate with that list.
  std::string openssl_status(const Published& list, const model::IssuedCertificate& certificate) {
    return openssl_status_of(list, sub(), certificate);
  }
  std::string openssl_status_of(const Published& list, const ca::IssuerPtr& issuer,
                                const model::IssuedCertificate& certificate) {
    house_.write_pem("root.pem", root_->record().der);
    house_.write_pem("chain.pem", issuer->record().der);
    house_.write_pem("leaf.pem", certificate.der);
    EXPECT_EQ(house_.openssl("crl -inform DER -in " + list.crl.path + " -out crl.pem").status, 0);
    return house_
        .openssl("verify -crl_check -attime " + house_.at_time() +
                 " -CAfile root.pem -untrusted chain.pem -CRLfile crl.pem leaf.pem")
        .output;
  }
  std::vector<std::string> files() {
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(house_.path() / "crl")) {
      names.push_back(entry.path().filename());
    }
    std::ranges::sort(names);
    return names;
  }

  ca::House house_;
  ca::PublicUrls urls_{"http://pki.test"};
  PublisherSettings settings_{.subscribers = {}, .data_directory = house_.path()};
  ca::IssuerPtr root_ = house_.root("p-root", ca::kPrivatePurpose);
  ca::IssuerPtr sub_ = house_.subordinate("p-sub", root_);
  std::optional<Publisher> publisher_;
};

TEST_F(CrlPublisher, ListsNothingAtFirstAndOpenSslAgrees) {
  const auto certificate = house_.issue_private().value();
  const auto list = publish();
  EXPECT_EQ(list.crl.number, 1);
  EXPECT_EQ(list.crl.entries, 0);
  EXPECT_EQ(list.url_name, "p-sub.crl");
  std::string text;
  EXPECT_TRUE(openssl_accepts(list, sub(), text)) << text;
  EXPECT_THAT(text, HasSubstr("No Revoked Certificates"));
  EXPECT_THAT(text, HasSubstr("X509v3 CRL Number: \n                1"));
  EXPECT_THAT(text, testing::Not(HasSubstr("Issuing Distribution Point")));
  EXPECT_THAT(openssl_status(list, certificate), HasSubstr("leaf.pem: OK"));
}

TEST_F(CrlPublisher, ListsARevocationAndOpenSslRefusesTheCertificate) {
  const auto revoked = house_.issue_private("a.example").value();
  const auto good = house_.issue_private("b.example").value();
  house_.clock.advance(2h);
  revoke(revoked, RevocationReason::superseded);
  house_.clock.advance(1h);
  const auto list = publish();
  EXPECT_EQ(list.crl.entries, 1);
  EXPECT_THAT(openssl_status(list, revoked), HasSubstr("certificate revoked"));
  EXPECT_THAT(openssl_status(list, good), HasSubstr("leaf.pem: OK"));
  const auto entry = parse(list).find(revoked.serial);
  ASSERT_TRUE(entry);
  EXPECT_EQ(entry->reason, RevocationReason::superseded);
  EXPECT_EQ(entry->revoked_at, at_date(2026, 11, 21) + 2h);
  EXPECT_EQ(parse(list).this_update(), at_date(2026, 11, 21) + 3h);
  EXPECT_EQ(parse(list).next_update(), at_date(2026, 11, 28) + 3h);
}

TEST_F(CrlPublisher, WritesNoReasonForUnspecified) {
  const auto certificate = house_.issue_private().value();
  revoke(certificate);
  const auto list = publish();
  EXPECT_EQ(parse(list).find(certificate.serial)->reason, std::nullopt);
  std::string text;
  EXPECT_TRUE(openssl_accepts(list, sub(), text));
  EXPECT_THAT(text, testing::Not(HasSubstr("Reason Code")));
}

TEST_F(CrlPublisher, ShowsWhatARevocationWasTightenedTo) {
  const auto certificate = house_.issue_private().value();
  revoke(certificate);
  publish();
  revoke(certificate, RevocationReason::key_compromise);
  EXPECT_EQ(parse(publish()).find(certificate.serial)->reason, RevocationReason::key_compromise);
}

TEST_F(CrlPublisher, CountsUpOverRestarts) {
  for (std::int64_t number = 1; number <= 3; ++number) {
    const auto list = publish();
    EXPECT_EQ(list.crl.number, number);
    EXPECT_THAT(parse(list).crl_number(), ElementsAre(static_cast<std::uint8_t>(number)));
    restart();
    EXPECT_EQ(served()->crl.number, number);
  }
}

TEST_F(CrlPublisher, NamesWhatItServedInStoreAndAuditLog) {
  revoke(house_.issue_private().value());
  const auto list = publish();
  const std::string bytes = ca::read_file(file_of(list));
  EXPECT_EQ(list.crl.size, static_cast<std::int64_t>(bytes.size()));
  EXPECT_TRUE(equal(list.crl.hash, crypto::sha256(as_bytes(bytes))));
  EXPECT_EQ(served()->crl.hash, list.crl.hash);
  const auto records = house_.audit_records("crl.published");
  ASSERT_THAT(records, SizeIs(1));
  EXPECT_EQ(records[0].subject, "issuer:" + to_text(sub()->record().id));
  EXPECT_THAT(records[0].details, HasSubstr(to_hex(list.crl.hash)));
  EXPECT_THAT(records[0].details, HasSubstr(R"("number":1,"entries":1)"));
}

TEST_F(CrlPublisher, KeepsAnEntryOnOneListAfterItsCertificateHasExpired) {
  const auto certificate = house_.issue_private().value();
  revoke(certificate);
  const auto has_it = [&] { return parse(publish()).find(certificate.serial).has_value(); };
  EXPECT_TRUE(has_it());
  house_.clock.set(certificate.not_after - 1s);
  EXPECT_TRUE(has_it());
  house_.clock.set(certificate.not_after + days(1));
  EXPECT_TRUE(has_it()) << "the first list after the expiry still shows it";
  house_.clock.advance(days(1));
  EXPECT_FALSE(has_it());
}

TEST_F(CrlPublisher, OfAShardListsThatShardUnderTheUrlOfItsCertificates) {
  const auto sharded = house_.subordinate("p-sharded", root_, 3);
  std::map<int, std::vector<model::IssuedCertificate>> by_shard;
  for (int i = 0; by_shard.size() < 3 && i < 200; ++i) {
    const auto certificate = house_.issue_private().value();
    revoke(certificate);
    by_shard[certificate.crl_shard].push_back(certificate);
  }
  ASSERT_THAT(by_shard, SizeIs(3));
  EXPECT_EQ(publisher_->publish_due().value(), 5) << "root, p-sub and three shards";
  for (const auto& [shard, certificates] : by_shard) {
    const auto url_name = ca::crl_file_name("p-sharded", shard);
    const auto list = served(url_name);
    ASSERT_TRUE(list) << url_name;
    EXPECT_EQ(list->crl.entries, static_cast<std::int64_t>(certificates.size()));
    const auto crl = parse(*list);
    ASSERT_TRUE(crl.issuing_distribution_point());
    const auto& idp = crl.issuing_distribution_point()->full_name;
    for (const auto& certificate : certificates) {
      EXPECT_TRUE(crl.find(certificate.serial));
      const auto parsed = x509::Certificate::parse(certificate.der).value();
      const auto& points = parsed.known().crl_distribution_points;
      ASSERT_TRUE(points);
      ASSERT_THAT(*points, SizeIs(1));
      EXPECT_EQ(points->at(0).full_name, idp) << "byte for byte (BR 7.2.2.1)";
    }
    std::string text;
    EXPECT_TRUE(openssl_accepts(*list, sharded, text));
    EXPECT_THAT(text, HasSubstr("X509v3 Issuing Distribution Point: critical"));
    EXPECT_THAT(openssl_status_of(*list, sharded, certificates.front()),
                HasSubstr("certificate revoked"));
  }
}

TEST_F(CrlPublisher, MakesWhatIsDueAndNothingElse) {
  EXPECT_EQ(publisher_->publish_due().value(), 2) << "root and subordinate";
  EXPECT_EQ(publisher_->publish_due().value(), 0);
  house_.clock.advance(23h);
  EXPECT_EQ(publisher_->publish_due().value(), 0);
  house_.clock.advance(1h);
  EXPECT_EQ(publisher_->publish_due().value(), 1) << "the subordinate's day is over";
  house_.clock.advance(days(30));
  EXPECT_EQ(publisher_->publish_due().value(), 2);
}

TEST_F(CrlPublisher, MakesAListAnewWhenItsFileIsGoneOrCut) {
  const auto list = publish();
  std::filesystem::remove(file_of(list));
  EXPECT_EQ(served(), std::nullopt);
  EXPECT_EQ(publisher_->publish_due().value(), 2) << "with the root's first";
  EXPECT_EQ(served()->crl.number, 2);
  std::filesystem::resize_file(file_of(*served()), 10);
  EXPECT_EQ(served(), std::nullopt) << "half a list is none";
  EXPECT_EQ(publisher_->publish_due().value(), 1);
  EXPECT_EQ(served()->crl.number, 3);
}

TEST_F(CrlPublisher, GoesOnForIssuersThatIssueNoMoreButNotBeyondTheirEnd) {
  house_->hierarchy.set_state(sub_->record().id, model::IssuerState::retired, "t").value();
  EXPECT_EQ(publisher_->publish_due().value(), 2);
  house_.clock.set(sub_->record().not_after + 1s);
  EXPECT_EQ(publisher_->publish_due().value(), 1) << "the root's";
}

TEST_F(CrlPublisher, OfATerminatedIssuerMakesOneLastListThatIsGoodToItsEnd) {
  ASSERT_EQ(publisher_->publish_due().value(), 2);
  house_->endings.terminate({.issuer = sub_->record().id, .revoke_valid = true, .actor = "t"})
      .value();
  EXPECT_EQ(publisher_->publish_due().value(), 1);
  const auto last = served();
  EXPECT_EQ(last->crl.number, 2);
  EXPECT_EQ(last->crl.next_update, sub_->record().not_after);
  house_.clock.advance(days(60));
  EXPECT_EQ(publisher_->publish_due().value(), 1) << "the root's alone";
  house_->endings.destroy_key({.issuer = sub_->record().id, .actor = "t"}).value();
  std::filesystem::remove(file_of(*last));
  EXPECT_EQ(publisher_->publish_due().value(), 0) << "nothing signs any more";
}

TEST_F(CrlPublisher, NumbersListsOnFromWhereAnotherHouseStopped) {
  auto row = sub_->record();
  row.first_crl_number = 1000;
  const issuance::OutsideLinter nobody;
  const auto moved = ca::LoadedIssuer::load(row, house_->keys, house_->uses.rules, nobody).value();
  EXPECT_EQ(publisher_->publish(moved, 0)->crl.number, 1000);
  EXPECT_EQ(publisher_->publish(moved, 0)->crl.number, 1001);
}

TEST_F(CrlPublisher, GoesOnToOtherListsWhenOneFails) {
  house_.restart();
  start();
  int calls = 0;
  house_->keys.watch([&](BytesView) -> Result<void> {
    return ++calls == 1 ? fail(keys::kTokenUnavailable) : Result<void>();
  });
  EXPECT_EQ(code_of(publisher_->publish_due()), keys::kTokenUnavailable.code);
  EXPECT_EQ(publisher_->published().value().size(), 1U);
  EXPECT_THAT(files(), SizeIs(1)) << "nothing half-made stays";
  EXPECT_EQ(publisher_->publish_due().value(), 1);
}

TEST_F(CrlPublisher, ServesTheOldListWhenTheRowOfTheNewOneIsLost) {
  const auto old = publish();
  house_.faults.plan({Fault::lost});
  EXPECT_EQ(code_of(publisher_->publish(sub(), 0)), store::kStoreUnavailable.code);
  EXPECT_THAT(files(), SizeIs(2)) << "as after a crash between file and row";
  restart();
  EXPECT_EQ(served()->crl.hash, old.crl.hash);
  house_.clock.advance(1s);
  const auto next = publish();
  EXPECT_EQ(next.crl.number, 2);
  EXPECT_THAT(files(), ElementsAre(std::filesystem::path(next.crl.path).filename().string()));
}

TEST_F(CrlPublisher, NeverUsesANumberTwiceWhenTheRowWasStoredButReportedLost) {
  publish();
  house_.faults.plan({Fault::reported_lost});
  EXPECT_EQ(code_of(publisher_->publish(sub(), 0)), store::kCommitUnknown.code);
  restart();
  EXPECT_EQ(served()->crl.number, 2) << "the new list is whole and in place";
  EXPECT_EQ(parse(*served()).entry_count(), 0U);
  EXPECT_EQ(publish().crl.number, 3);
}

TEST_F(CrlPublisher, LeavesTheFilesOfAFasterProcessAlone) {
  const auto first = publish();
  const std::string other = "crl/p-sub.0.7.12345678.crl";  // about to be committed elsewhere
  ca::write_file(house_.path() / other, "x");
  publish();
  EXPECT_FALSE(std::filesystem::exists(file_of(first)));
  EXPECT_TRUE(std::filesystem::exists(house_.path() / other));
}

TEST_F(CrlPublisher, RemovesWhatDiedWhileItWasWritten) {
  publish();
  const auto dead = house_.path() / "crl/.new-dead";
  const auto alive = house_.path() / "crl/.new-alive";
  ca::write_file(dead, "x");
  ca::write_file(alive, "x");
  std::filesystem::last_write_time(dead, std::filesystem::file_time_type::clock::now() - 2h);
  publish();
  EXPECT_FALSE(std::filesystem::exists(dead));
  EXPECT_TRUE(std::filesystem::exists(alive));
}

TEST_F(CrlPublisher, SaysSoWhenItCannotWrite) {
  std::filesystem::remove_all(house_.path() / "crl");
  ca::write_file(house_.path() / "crl", "in the way");
  EXPECT_EQ(code_of(publisher_->publish(sub(), 0)), kCrlFileFailed.code);
}

class CrlKeys : public CrlPublisher, public testing::WithParamInterface<const char*> {};
INSTANTIATE_TEST_SUITE_P(Kinds, CrlKeys,
                         testing::Values("ed25519", "p384", "p521", "rsa2048", "rsa3072"));

TEST_P(CrlKeys, SignListsThatOpenSslAccepts) {
  const auto issuer =
      house_.subordinate("p-keys", root_, 1, crypto::parse_key_spec(GetParam()).value());
  const auto certificate = house_.issue_private().value();
  revoke(certificate);
  const auto list = publisher_->publish(issuer, 0).value();
  std::string text;
  EXPECT_TRUE(openssl_accepts(list, issuer, text)) << text;
  EXPECT_TRUE(parse(list).verify_signature(issuer->public_key()));
}

/// Resident memory of this process, in KiB: now, or the most since it was reset.
long memory(const char* line) {
  std::ifstream status("/proc/self/status");
  for (std::string word; status >> word;) {
    if (word == line) {
      long kilobytes = 0;
      status >> kilobytes;
      return kilobytes;
    }
  }
  return 0;
}

class LongLists : public CrlPublisher {
 protected:
  void fill(const ca::IssuerPtr& issuer, int rows) {
    const auto insert = [&](store::Transaction& tx) {
      return tx.execute(
          "INSERT INTO revocation (issuer, crl_shard, serial, revoked_at, reason, "
          "certificate_expires, change) WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 "
          "FROM n WHERE i < $1) SELECT $2, 0, CAST('@' || hex(randomblob(7)) AS BLOB), $3, 1, $4, "
          "i FROM n",
          {rows, issuer->record().id, ca::kToday, ca::kToday + days(90)});
    };
    house_->database.write(insert).value();
  }
  /// Publishes, and tells by how many KiB the process grew meanwhile.
  long growth(const ca::IssuerPtr& issuer, std::int64_t entries) {
    malloc_trim(0);
    ca::write_file("/proc/self/clear_refs", "5");  // VmHWM begins anew
    const long before = memory("VmRSS:");
    const auto list = publisher_->publish(issuer, 0).value();
    EXPECT_EQ(list.crl.entries, entries);
    EXPECT_GT(list.crl.size, entries * 30);
    return memory("VmHWM:") - before;
  }
};

TEST_F(LongLists, AreNotHeldInMemory) {
#ifdef __SANITIZE_ADDRESS__
  GTEST_SKIP() << "the sanitizer keeps what is freed";
#endif
  fill(sub_, 20'000);
  (void)growth(sub_, 20'000);  // caches are warm
  fill(sub_, 80'000);
  EXPECT_LT(growth(sub_, 100'000), 2'000);

  const auto ed25519 = house_.subordinate("p-ed", root_, 1, crypto::kEd25519);
  fill(ed25519, 100'000);
  EXPECT_GT(growth(ed25519, 100'000), 3'000) << "Ed25519 needs it whole: so this would show";
}

TEST_F(LongLists, AreAcceptedByOpenSsl) {
  fill(sub_, 100'000);
  std::string text;
  EXPECT_TRUE(openssl_accepts(publish(), sub(), text));
}

}  // namespace
}  // namespace chancery::crl
