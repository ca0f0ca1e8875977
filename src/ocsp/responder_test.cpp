#include "ocsp/responder.h"

#include <gmock/gmock.h>
#include <thread>

#include "ca/house_for_tests.h"
#include "x509/ocsp_request.h"

namespace chancery::ocsp {
namespace {

using namespace std::chrono_literals;
using crypto::HashAlgorithm;
using std::chrono::days;
using testing::HasSubstr;
using x509::CertStatus;
using x509::OcspResponse;
using x509::OcspStatus;
using x509::RevocationReason;

/// Looks into the store, counts, and lets a test step in after the look and before the answer.
class WatchedStatuses final : public Statuses {
 public:
  explicit WatchedStatuses(store::Database& database) : inner_(database) {}
  Result<Status> find(model::IssuerId issuer, const x509::Serial& serial) override {
    ++looks;
    auto status = inner_.find(issuer, serial);
    if (after_look) {
      after_look();
    }
    return status;
  }
  std::atomic<int> looks{0};
  std::function<void()> after_look;

 private:
  StoredStatuses inner_;
};

class OcspResponder : public testing::Test {
 protected:
  OcspResponder() { responder_.reload(); }

  Bytes cert_id(const ca::IssuerPtr& issuer, const x509::Serial& serial,
                HashAlgorithm hash = HashAlgorithm::sha1) {
    return x509::encode_cert_id(hash, issuer->certificate().subject().der(),
                                issuer->public_key().key_bits(), serial);
  }
  AnswerPtr ask(const Bytes& request_der) {
    const auto request = x509::OcspRequest::parse(request_der);
    EXPECT_TRUE(request);
    const auto ready = responder_.ready_answer(*request);
    return ready ? ready : responder_.answer(*request);
  }
  AnswerPtr ask(const x509::Serial& serial, HashAlgorithm hash = HashAlgorithm::sha1) {
    return ask(x509::encode_ocsp_request(cert_id(sub_, serial, hash), {}));
  }
  /// The one status in a good answer whose signature has been checked.
  x509::SingleResponse single(const AnswerPtr& answer) {
    const auto response = OcspResponse::parse(answer->der).value();
    EXPECT_EQ(response.status(), OcspStatus::successful);
    EXPECT_EQ(response.certificates().size(), 1U);
    const auto& responder = response.certificates().front();
    EXPECT_TRUE(response.verify_signature(responder.public_key().value()));
    EXPECT_TRUE(responder.verify_signature(sub_->public_key()));
    EXPECT_EQ(response.responses().size(), 1U);
    return response.responses().front();
  }
  OcspStatus status_of(const AnswerPtr& answer) {
    return OcspResponse::parse(answer->der).value().status();
  }
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
    responder_.forget(certificate.issuer, certificate.serial);
  }
  /// What `openssl ocsp` makes of our answer to a request that it wrote itself.
  std::string openssl_says(const model::IssuedCertificate& certificate,
                           const std::string& options = "") {
    house_.write_pem("root.pem", root_->record().der);
    house_.write_pem("issuer.pem", sub_->record().der);
    house_.write_pem("leaf.pem", certificate.der);
    EXPECT_EQ(
        house_.openssl("ocsp -issuer issuer.pem " + options + " -cert leaf.pem -reqout request.der")
            .status,
        0);
    const auto answer = ask(to_bytes(ca::read_file(house_.path() / "request.der")));
    ca::write_file(house_.path() / "answer.der", as_text(answer->der));
    return house_
        .openssl(
            "ocsp -no_nonce -respin answer.der -reqin request.der -issuer issuer.pem -cert "
            "leaf.pem "
            "-CAfile root.pem -verify_other issuer.pem -attime " +
            house_.at_time() + " -validity_period 1000000000")
        .output;
  }

  ca::House house_;
  ca::IssuerPtr root_ = house_.root("p-root", ca::kPrivatePurpose);
  ca::IssuerPtr sub_ = house_.subordinate("p-sub", root_);
  model::IssuedCertificate certificate_ = house_.issue_private().value();
  WatchedStatuses statuses_{house_->database};
  ResponderSettings settings_;
  Responder responder_{house_->issuers, house_->responders, statuses_, house_.clock, settings_};
};

TEST_F(OcspResponder, SaysGoodAndThenRevokedAndOpenSslAgrees) {
  const auto good = openssl_says(certificate_);
  EXPECT_THAT(good, HasSubstr("Response verify OK"));
  EXPECT_THAT(good, HasSubstr("leaf.pem: good"));
  house_.clock.advance(1h);
  revoke(certificate_, RevocationReason::superseded);
  const auto revoked = openssl_says(certificate_);
  EXPECT_THAT(revoked, HasSubstr("Response verify OK"));
  EXPECT_THAT(revoked, HasSubstr("leaf.pem: revoked"));
  EXPECT_THAT(revoked, HasSubstr("Reason: superseded"));
  EXPECT_THAT(revoked, HasSubstr("Revocation Time: Nov 21 01:00:00 2026 GMT"));
}

TEST_F(OcspResponder, EchoesTheNonceAndKeepsNoSuchAnswer) {
  const auto text = openssl_says(certificate_, "-nonce");
  EXPECT_THAT(text, HasSubstr("leaf.pem: good"));
  EXPECT_THAT(text, testing::Not(HasSubstr("Nonce")));  // WARNING: no nonce / Nonce Verify error

  const auto request =
      x509::encode_ocsp_request(cert_id(sub_, certificate_.serial), as_bytes("0123456789abcdef"));
  const auto answer = ask(request);
  const auto response = OcspResponse::parse(answer->der).value();
  EXPECT_EQ(as_text(response.nonce()), "0123456789abcdef");
  EXPECT_EQ(answer->etag, "") << "nobody may keep it";
  EXPECT_EQ(responder_.ready_answer(x509::OcspRequest::parse(request).value()), nullptr);
  const auto plain = x509::encode_ocsp_request(cert_id(sub_, certificate_.serial), {});
  EXPECT_EQ(responder_.ready_answer(x509::OcspRequest::parse(plain).value()), nullptr);
  EXPECT_EQ(OcspResponse::parse(ask(plain)->der).value().nonce().size(), 0U);
}

TEST_F(OcspResponder, LeavesTheReasonOutWhenThereIsNone) {
  revoke(certificate_);
  const auto answer = single(ask(certificate_.serial));
  EXPECT_EQ(answer.status, CertStatus::revoked);
  EXPECT_EQ(answer.reason, std::nullopt);
}

TEST_F(OcspResponder, NeverSaysGoodForASerialThatWasNeverIssued) {
  const auto stranger = x509::Serial::random(house_.random);
  EXPECT_EQ(single(ask(stranger)).status, CertStatus::unknown);
  EXPECT_EQ(single(ask(x509::Serial())).status, CertStatus::unknown);
  // Of another issuer of ours.
  EXPECT_EQ(single(ask(sub_->certificate().serial())).status, CertStatus::unknown);
}

TEST_F(OcspResponder, NeverSaysGoodForASerialThatIsOnlyReserved) {
  x509::Serial reserved;
  CertStatus at_signing = CertStatus::good;
  ask(certificate_.serial);  // the responder's own certificate is out of the way
  house_->keys.watch([&](BytesView body) -> Result<void> {
    for (const auto& open : house_.intents()) {
      if (equal(open.intent.tbs_der, body)) {
        reserved = open.intent.serial;
        house_->keys.watch({});
        at_signing = single(ask(reserved)).status;
        return fail(keys::kTokenUnavailable);
      }
    }
    return {};
  });
  EXPECT_FALSE(house_.issue_private());
  EXPECT_NE(reserved, x509::Serial());
  EXPECT_EQ(at_signing, CertStatus::unknown);
  EXPECT_EQ(single(ask(reserved)).status, CertStatus::unknown) << "nor after it was abandoned";
}

TEST_F(OcspResponder, LooksAgainForAnUnknownSerialSoonAndKeepsItNot) {
  const auto answer = ask(x509::Serial::random(house_.random));
  EXPECT_EQ(answer->next_update, ca::kToday + 5min);
  const int looks = statuses_.looks;
  ask(x509::Serial::random(house_.random));
  EXPECT_EQ(statuses_.looks, looks + 1);
}

TEST_F(OcspResponder, IsNotAuthorizedForOthers) {
  ca::House other;
  const auto foreign = other.subordinate("x", other.root("x-root", ca::kPrivatePurpose));
  const auto ask_for = [&](const std::vector<Bytes>& ids) {
    der::Writer w;
    w.sequence([&] {
      w.sequence([&] {
        w.sequence([&] {
          for (const auto& id : ids) {
            w.sequence([&] { w.raw(id); });
          }
        });
      });
    });
    return ask(w.take());
  };
  const Bytes ours = cert_id(sub_, certificate_.serial);
  const Bytes of_root = cert_id(root_, sub_->certificate().serial());
  EXPECT_EQ(status_of(ask_for({cert_id(foreign, certificate_.serial)})), OcspStatus::unauthorized);
  EXPECT_EQ(status_of(ask_for({ours, cert_id(foreign, certificate_.serial)})),
            OcspStatus::unauthorized);
  EXPECT_EQ(status_of(ask_for({ours, of_root})), OcspStatus::unauthorized) << "one signer each";
  EXPECT_EQ(status_of(ask_for({ours, ours})), OcspStatus::successful);
  const auto both = OcspResponse::parse(ask_for({ours, cert_id(sub_, x509::Serial())})->der);
  EXPECT_EQ(both.value().responses()[0].status, CertStatus::good);
  EXPECT_EQ(both.value().responses()[1].status, CertStatus::unknown);
}

TEST_F(OcspResponder, NeedsNameAndKeyToAgree) {
  const auto mixed = x509::encode_cert_id(HashAlgorithm::sha1, sub_->certificate().subject().der(),
                                          root_->public_key().key_bits(), certificate_.serial);
  EXPECT_EQ(status_of(ask(x509::encode_ocsp_request(mixed, {}))), OcspStatus::unauthorized);
}

TEST_F(OcspResponder, AnswersForTheRootToo) {
  const auto answer =
      ask(x509::encode_ocsp_request(cert_id(root_, sub_->certificate().serial()), {}));
  const auto response = OcspResponse::parse(answer->der).value();
  EXPECT_EQ(response.responses()[0].status, CertStatus::good);
  EXPECT_TRUE(response.certificates()[0].verify_signature(root_->public_key()));
}

TEST_F(OcspResponder, EchoesTheCertIdInTheWordsOfTheRequest) {
  Bytes without_null = cert_id(sub_, certificate_.serial);  // AlgorithmIdentifier { sha1, NULL }
  const Bytes with_null = without_null;
  const std::string_view text = as_text(without_null);
  const auto null = text.find(std::string("\x05\x00", 2));
  ASSERT_NE(null, std::string_view::npos);
  without_null.erase(without_null.begin() + static_cast<std::ptrdiff_t>(null),
                     without_null.begin() + static_cast<std::ptrdiff_t>(null) + 2);
  without_null[1] -= 2;  // both lengths are short
  without_null[3] -= 2;
  const Bytes sha256 = cert_id(sub_, certificate_.serial, HashAlgorithm::sha256);
  for (int round = 0; round < 2; ++round) {  // the second one from memory
    for (const Bytes& id : {with_null, without_null, sha256}) {
      EXPECT_EQ(single(ask(x509::encode_ocsp_request(id, {}))).cert_id_der, id);
    }
  }
  EXPECT_EQ(statuses_.looks, 3);
  revoke(certificate_);
  for (const Bytes& id : {with_null, without_null, sha256}) {
    EXPECT_EQ(single(ask(x509::encode_ocsp_request(id, {}))).status, CertStatus::revoked);
  }
}

TEST_F(OcspResponder, AnswersFromMemoryUntilHalfOfTheLifeIsOver) {
  const auto first = ask(certificate_.serial);
  EXPECT_EQ(first->this_update, ca::kToday);
  EXPECT_EQ(first->next_update, ca::kToday + days(4));
  EXPECT_EQ(first->renew_at, ca::kToday + days(2));
  EXPECT_EQ(ask(certificate_.serial), first);
  EXPECT_EQ(statuses_.looks, 1);
  house_.clock.advance(days(2));
  const auto second = ask(certificate_.serial);
  EXPECT_NE(second, first);
  EXPECT_EQ(single(second).this_update, to_seconds(ca::kToday + days(2)));
  EXPECT_EQ(ask(certificate_.serial), second);
}

TEST_F(OcspResponder, ForgetsAGoodAnswerWhenTheCertificateIsRevoked) {
  ask(certificate_.serial);
  revoke(certificate_);
  EXPECT_EQ(single(ask(certificate_.serial)).status, CertStatus::revoked);
  const int looks = statuses_.looks;
  EXPECT_EQ(single(ask(certificate_.serial)).status, CertStatus::revoked);
  EXPECT_EQ(statuses_.looks, looks) << "that one is kept";
}

TEST_F(OcspResponder, KeepsNoAnswerGoodThatWasBeingMadeWhileTheCertificateWasRevoked) {
  statuses_.after_look = [&] {
    statuses_.after_look = {};
    revoke(certificate_);
  };
  EXPECT_EQ(single(ask(certificate_.serial)).status, CertStatus::good) << "asked before";
  EXPECT_EQ(single(ask(certificate_.serial)).status, CertStatus::revoked);
}

TEST_F(OcspResponder, NeverPromisesBeyondTheRespondersCertificate) {
  const auto end = house_->responders.of(sub_).value()->certificate.not_after();
  house_->keys.watch([](BytesView) -> Result<void> { return {}; });
  // The last third of its life, while no new one can be made.
  house_.clock.set(end - days(1));
  house_->keys.watch([&](BytesView message) -> Result<void> {
    const bool is_certificate = as_text(message).find("OCSP responder") != std::string_view::npos;
    return is_certificate ? fail(keys::kTokenUnavailable) : Result<void>();
  });
  const auto answer = ask(certificate_.serial);
  EXPECT_EQ(single(answer).next_update, end);
  EXPECT_EQ(answer->next_update, end);
  house_.clock.set(end + 1s);
  EXPECT_EQ(status_of(ask(certificate_.serial)), OcspStatus::try_later);
  EXPECT_EQ(ask(certificate_.serial)->etag, "");
}

TEST_F(OcspResponder, RenewsLongLivedAnswersAfterFourDays) {
  Responder patient(house_->issuers, house_->responders, statuses_, house_.clock,
                    {.validity = days(10)});
  patient.reload();
  const auto der = x509::encode_ocsp_request(cert_id(sub_, certificate_.serial), {});
  const auto answer = patient.answer(x509::OcspRequest::parse(der).value());
  EXPECT_EQ(answer->next_update, ca::kToday + days(10));
  EXPECT_EQ(answer->renew_at, ca::kToday + days(4)) << "NT-97";
}

TEST_F(OcspResponder, AnswersTryLaterWhenItCannotSignAndRecovers) {
  house_->keys.watch([](BytesView) -> Result<void> { return fail(keys::kTokenUnavailable); });
  EXPECT_EQ(status_of(ask(certificate_.serial)), OcspStatus::try_later);
  house_->keys.watch({});
  house_.clock.advance(ca::Responders::kPause);
  EXPECT_EQ(single(ask(certificate_.serial)).status, CertStatus::good);
}

TEST_F(OcspResponder, RefusesWithTheStatusThatTheFaultHas) {
  const auto refusal = [&](const Bytes& der) {
    const auto parsed = x509::OcspRequest::parse(der);
    EXPECT_FALSE(parsed);
    return status_of(Responder::refusal(parsed.error()));
  };
  EXPECT_EQ(refusal({}), OcspStatus::malformed_request);
  EXPECT_EQ(refusal({0x30, 0x00}), OcspStatus::malformed_request);
  Bytes md5 = x509::encode_ocsp_request(cert_id(sub_, certificate_.serial), {});
  const auto sha1 = as_text(md5).find(std::string("\x2b\x0e\x03\x02\x1a"));
  ASSERT_NE(sha1, std::string_view::npos);
  md5[sha1 + 4] = 0x1d;  // an algorithm that we do not know
  EXPECT_EQ(refusal(md5), OcspStatus::unauthorized);
}

TEST_F(OcspResponder, KnowsAnIssuerThatCameLater) {
  const auto later = house_.subordinate("p-later", root_);
  const auto issued = house_.issue_private().value();
  ASSERT_EQ(issued.issuer, later->record().id);
  const auto request = x509::encode_ocsp_request(cert_id(later, issued.serial), {});
  EXPECT_EQ(status_of(ask(request)), OcspStatus::unauthorized);
  responder_.reload();
  EXPECT_EQ(status_of(ask(request)), OcspStatus::successful);
}

TEST_F(OcspResponder, AnswersManyThreadsAlike) {
  std::vector<std::jthread> threads;
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&] {
      for (int j = 0; j < 50; ++j) {
        EXPECT_EQ(status_of(ask(certificate_.serial)), OcspStatus::successful);
        responder_.forget(certificate_.issuer, certificate_.serial);
      }
    });
  }
}

}  // namespace
}  // namespace chancery::ocsp
