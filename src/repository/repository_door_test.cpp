#include "repository/repository_door.h"

#include <gmock/gmock.h>
#include <latch>

#include "ca/cross_signing.h"
#include "ca/house_for_tests.h"
#include "repository/http_date.h"
#include "store/certificate_repository.h"
#include "x509/certificate_list.h"

namespace chancery::repository {
namespace {

using namespace std::chrono_literals;
using std::chrono::days;
using testing::HasSubstr;
using testing::IsEmpty;
using x509::CertStatus;
using x509::OcspStatus;

TEST(HttpDate, IsAnImfFixdate) {
  EXPECT_EQ(http_date(at_date(1994, 11, 6) + 8h + 49min + 37s), "Sun, 06 Nov 1994 08:49:37 GMT");
  EXPECT_EQ(http_date(at_date(2028, 2, 29) + 1ms), "Tue, 29 Feb 2028 00:00:00 GMT");
}

class Repository : public testing::Test {
 protected:
  Repository() {
    responder_.reload();
    door_.add_routes(router_);
    publish();
  }
  void publish() {
    publisher_.publish(sub_, 0).value();
    files_.reload().value();
  }

  http::Response serve(http::Method method, std::string target, http::Headers headers = {},
                       Bytes body = {}) {
    http::Request request;
    request.method = method;
    request.target = std::move(target);
    request.headers = std::move(headers);
    request.body = std::move(body);
    return router_.serve(std::move(request));
  }
  http::Response get(std::string target, http::Headers headers = {}) {
    return serve(http::Method::get, std::move(target), std::move(headers));
  }
  static std::string header(const http::Response& response, std::string_view name) {
    return std::string(response.headers.get(name).value_or("(none)"));
  }
  static std::string body(const http::Response& response) {
    if (const http::File* file = response.body.file()) {
      Bytes bytes(file->size());
      EXPECT_EQ(file->read(0, bytes), bytes.size());
      return std::string(as_text(bytes));
    }
    return std::string(as_text(response.body.memory()));
  }

  Bytes request_for(const x509::Serial& serial, std::string_view nonce = "") {
    const auto id =
        x509::encode_cert_id(crypto::HashAlgorithm::sha1, sub_->certificate().subject().der(),
                             sub_->public_key().key_bits(), serial);
    return x509::encode_ocsp_request(id, as_bytes(nonce));
  }
  static OcspStatus status_of(const http::Response& response) {
    EXPECT_EQ(response.status, 200);
    EXPECT_EQ(header(response, "Content-Type"), "application/ocsp-response");
    return x509::OcspResponse::parse(as_bytes(body(response))).value().status();
  }
  static CertStatus certificate_status(const http::Response& response) {
    EXPECT_EQ(status_of(response), OcspStatus::successful);
    return x509::OcspResponse::parse(as_bytes(body(response))).value().responses()[0].status;
  }
  static std::string percent_encoded(std::string_view base64) {
    std::string out;
    for (const char c : base64) {
      out += c == '/' ? "%2F" : c == '+' ? "%2B" : c == '=' ? "%3D" : std::string(1, c);
    }
    return out;
  }

  ca::House house_;
  ca::IssuerPtr root_ = house_.root("p-root", ca::kPrivatePurpose);
  ca::IssuerPtr sub_ = house_.subordinate("p-sub", root_);
  model::IssuedCertificate certificate_ = house_.issue_private().value();
  ca::PublicUrls urls_{"http://pki.test"};
  crl::PublisherSettings settings_{.subscribers = {}, .data_directory = house_.path()};
  crl::Publisher publisher_{house_->database, house_->audit, house_->issuers, urls_,
                            house_.clock,     settings_};
  PublishedFiles files_{publisher_, house_.path().string()};
  ocsp::StoredStatuses statuses_{house_->database};
  ocsp::Responder responder_{house_->issuers, house_->responders, statuses_, house_.clock, {}};
  Background background_{2, 100};
  RepositoryDoor door_{house_->issuers, files_, responder_, background_, house_.clock};
  http::Router router_;
};

// CRLs.

TEST_F(Repository, ServesTheListAtTheUrlThatStandsInTheCertificate) {
  const auto url = x509::Certificate::parse(certificate_.der)
                       .value()
                       .known()
                       .crl_distribution_points->at(0)
                       .full_name.at(0);
  const std::string prefix = "http://pki.test";
  ASSERT_TRUE(url.text().starts_with(prefix));
  const auto response = get(std::string(url.text().substr(prefix.size())));
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(header(response, "Content-Type"), "application/pkix-crl");
  EXPECT_EQ(header(response, "Last-Modified"), "Sat, 21 Nov 2026 00:00:00 GMT");
  EXPECT_THAT(header(response, "Cache-Control"), HasSubstr("max-age=300,"));
  const auto list = x509::CertificateList::parse(to_bytes(body(response))).value();
  EXPECT_TRUE(list.verify_signature(sub_->public_key()));
}

TEST_F(Repository, AnswersNotModifiedUntilThereIsANewList) {
  const auto etag = header(get("/crl/p-sub.crl"), "ETag");
  EXPECT_TRUE(etag.starts_with('"') && etag.ends_with('"') && etag.size() == 66) << etag;
  const auto same = get("/crl/p-sub.crl", {{"If-None-Match", etag}});
  EXPECT_EQ(same.status, 304);
  EXPECT_EQ(header(same, "ETag"), etag);
  EXPECT_THAT(body(same), IsEmpty());
  publish();
  const auto newer = get("/crl/p-sub.crl", {{"If-None-Match", etag}});
  EXPECT_EQ(newer.status, 200);
  EXPECT_NE(header(newer, "ETag"), etag);
}

TEST_F(Repository, LetsAReaderFinishTheListThatItBeganWith) {
  const auto response = get("/crl/p-sub.crl");
  publish();
  EXPECT_TRUE(x509::CertificateList::parse(to_bytes(body(response))));
}

TEST_F(Repository, ServesAnOpenListOnWhenItsFileIsGone) {
  const auto etag = header(get("/crl/p-sub.crl"), "ETag");
  std::filesystem::remove_all(house_.path() / "crl");
  EXPECT_TRUE(files_.reload());
  EXPECT_EQ(header(get("/crl/p-sub.crl"), "ETag"), etag);
}

TEST_F(Repository, LetsNobodyKeepAListBeyondItsEnd) {
  house_.clock.advance(days(7) - 60s);
  EXPECT_THAT(header(get("/crl/p-sub.crl"), "Cache-Control"), HasSubstr("max-age=60,"));
  house_.clock.advance(120s);
  EXPECT_THAT(header(get("/crl/p-sub.crl"), "Cache-Control"), HasSubstr("max-age=0,"));
}

TEST_F(Repository, KnowsNoOtherFilesAndNoTricksWithPaths) {
  ca::write_file(house_.path() / "secret", "secret");  // beside the folder crl/
  for (const auto* target :
       {"/crl/p-root.crl", "/crl/p-sub", "/crl/", "/crl", "/crl/p-sub.crl/", "/crl/P-SUB.crl",
        "/crl/../secret", "/crl/..%2fsecret", "/crl/%2e%2e%2fstore.db", "/crl/p-sub.crl%00",
        "/crl/..", "/crl//etc/passwd", "/crl/%2fetc%2fpasswd", "/crl/p-sub.1.crl", "/ca/p-sub",
        "/ca/p-sub.crl", "/ca/.cer", "/ca/nobody.cer", "/ca/..%2f..%2fkeys%2fp-sub.cer"}) {
    const auto response = get(target);
    EXPECT_GE(response.status, 400) << target;
    EXPECT_LT(response.status, 500) << target;
  }
  EXPECT_EQ(get("/crl/nobody.crl").status, 404);
  EXPECT_EQ(header(get("/crl/nobody.crl"), "Content-Type"), "application/problem+json");
  EXPECT_EQ(serve(http::Method::put, "/crl/p-sub.crl").status, 405);
  EXPECT_EQ(serve(http::Method::del, "/ca/p-sub.cer").status, 405);
}

// CA certificates.

TEST_F(Repository, ServesTheCertificatesOfIssuers) {
  const auto response = get("/ca/p-sub.cer");
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(header(response, "Content-Type"), "application/pkix-cert");
  EXPECT_EQ(body(response), as_text(sub_->certificate().der()));
  EXPECT_EQ(get("/ca/p-sub.cer", {{"If-None-Match", header(response, "ETag")}}).status, 304);
  EXPECT_EQ(body(get("/ca/p-root.cer")), as_text(root_->certificate().der()));
}

TEST_F(Repository, ListsTheCrossCertificatesOfItsCas) {
  ca::CrossSigning crossing(house_->uses, house_->issuers);
  const auto other = house_.root("other", ca::kPrivatePurpose);
  const auto cross = crossing.certify({.issuer = other->record().id,
                                       .certificates_pem = root_->certificate_pem(),
                                       .csr = {},
                                       .days = {},
                                       .actor = "cli:test"});
  ASSERT_TRUE(cross) << cross.error().message();
  const auto list = get("/ca");
  EXPECT_EQ(header(list, "Content-Type"), "application/json");
  EXPECT_THAT(body(list), HasSubstr(to_hex(crypto::sha256(cross->der))));
  EXPECT_THAT(body(list), HasSubstr("\"issuer\":\"CN=other"));
  const auto bundle = get("/ca/p-root.p7c");
  EXPECT_EQ(header(bundle, "Content-Type"), "application/pkcs7-mime; smime-type=certs-only");
  ca::write_file(house_.path() / "root.p7c", body(bundle));
  const auto seen = house_.openssl("pkcs7 -inform DER -in root.p7c -print_certs -noout");
  EXPECT_THAT(seen.output, HasSubstr("issuer=C = KR, O = Test, CN = other"));
  EXPECT_THAT(seen.output, HasSubstr("issuer=C = KR, O = Test, CN = p-root"));
  EXPECT_EQ(get("/ca/p-root.p7b").status, 404);
}

// HEAD has no body on the wire (http), and the header fields of GET here.
TEST_F(Repository, AnswersHeadLikeGet) {
  const std::string ocsp = "/ocsp/" + to_base64(request_for(certificate_.serial));
  for (const auto& target : {std::string("/crl/p-sub.crl"), std::string("/ca/p-sub.cer"), ocsp}) {
    const auto by_get = get(target);
    const auto by_head = serve(http::Method::head, target);
    EXPECT_EQ(by_head.status, 200);
    for (const auto* name : {"ETag", "Cache-Control", "Content-Type", "Last-Modified", "Expires"}) {
      EXPECT_EQ(header(by_head, name), header(by_get, name)) << target;
    }
  }
}

// OCSP.

TEST_F(Repository, AnswersOcspByGetAndByPost) {
  const Bytes request = request_for(certificate_.serial);
  EXPECT_EQ(certificate_status(serve(http::Method::post, "/ocsp",
                                     {{"Content-Type", "application/ocsp-request"}}, request)),
            CertStatus::good);
  EXPECT_EQ(certificate_status(get("/ocsp/" + to_base64(request))), CertStatus::good);
  EXPECT_EQ(certificate_status(get("/ocsp/" + percent_encoded(to_base64(request)))),
            CertStatus::good);
}

TEST_F(Repository, TakesEveryLetterOfBase64InThePath) {
  bool slash = false;
  bool double_slash = false;
  bool plus = false;
  for (int i = 0; i < 3000 && !(slash && double_slash && plus); ++i) {
    const auto text = to_base64(request_for(x509::Serial::random(house_.random)));
    const bool news = (text.find("//") != std::string::npos && !double_slash) ||
                      (text.find('/') != std::string::npos && !slash) ||
                      (text.find('+') != std::string::npos && !plus);
    if (news) {
      EXPECT_EQ(certificate_status(get("/ocsp/" + text)), CertStatus::unknown) << text;
      slash |= text.find('/') != std::string::npos;
      double_slash |= text.find("//") != std::string::npos;
      plus |= text.find('+') != std::string::npos;
    }
  }
  EXPECT_TRUE(slash && double_slash && plus);
}

TEST_F(Repository, SendsTheHeaderFieldsOfRfc5019WithAGet) {
  const std::string target = "/ocsp/" + to_base64(request_for(certificate_.serial));
  const auto first = get(target);
  EXPECT_EQ(header(first, "Last-Modified"), "Sat, 21 Nov 2026 00:00:00 GMT");
  EXPECT_EQ(header(first, "Expires"), "Wed, 25 Nov 2026 00:00:00 GMT");
  EXPECT_EQ(header(first, "Cache-Control"),
            "max-age=172800, public, no-transform, must-revalidate");
  house_.clock.advance(1h);
  const auto later = get(target);
  EXPECT_EQ(header(later, "ETag"), header(first, "ETag")) << "from memory";
  EXPECT_THAT(header(later, "Cache-Control"), HasSubstr("max-age=169200,"));
  const auto same = get(target, {{"If-None-Match", header(first, "ETag")}});
  EXPECT_EQ(same.status, 304);
  EXPECT_THAT(body(same), IsEmpty());

  const auto post = serve(http::Method::post, "/ocsp", {}, request_for(certificate_.serial));
  EXPECT_EQ(header(post, "ETag"), "(none)");
  EXPECT_EQ(header(post, "Cache-Control"), "(none)");
}

TEST_F(Repository, LetsNobodyKeepAnAnswerWithANonceOrAnError) {
  const auto nonce =
      get("/ocsp/" + to_base64(request_for(certificate_.serial, "0123456789abcdef")));
  EXPECT_EQ(certificate_status(nonce), CertStatus::good);
  EXPECT_EQ(header(nonce, "Cache-Control"), "no-store");
  EXPECT_EQ(header(nonce, "ETag"), "(none)");
  const auto error = get("/ocsp/AAAA");
  EXPECT_EQ(status_of(error), OcspStatus::malformed_request);
  EXPECT_EQ(header(error, "Cache-Control"), "no-store");
}

TEST_F(Repository, SaysRevokedTheMomentTheRevocationIsKnown) {
  const std::string target = "/ocsp/" + to_base64(request_for(certificate_.serial));
  const auto before = get(target);
  house_->revoking
      .revoke(
          {.certificate = certificate_.id, .compromised_since = {}, .actor = "t", .comment = ""})
      .value();
  responder_.forget(certificate_.issuer, certificate_.serial);
  EXPECT_EQ(certificate_status(get(target)), CertStatus::revoked);
  EXPECT_EQ(get(target, {{"If-None-Match", header(before, "ETag")}}).status, 200);
}

TEST_F(Repository, CallsMalformedWhatIsNoRequest) {
  const Bytes good = request_for(certificate_.serial);
  for (const auto& path : {std::string(""), std::string("!"), std::string("MDAwLjAsMCowKDAk"),
                           to_base64(good).substr(0, 20), to_base64(good) + "AAAA",
                           std::string(8000, 'A'), std::string("../crl/p-sub.crl")}) {
    EXPECT_EQ(status_of(get("/ocsp/" + path)), OcspStatus::malformed_request) << path;
  }
  for (std::size_t size = 0; size < good.size(); size += 7) {
    EXPECT_EQ(
        status_of(serve(http::Method::post, "/ocsp", {},
                        Bytes(good.begin(), good.begin() + static_cast<std::ptrdiff_t>(size)))),
        OcspStatus::malformed_request);
  }
  EXPECT_EQ(get("/ocsp/%zz").status, 400) << "not even a path";
  EXPECT_EQ(get("/ocsp").status, 405);
}

TEST_F(Repository, AnswersTryLaterWhenTooMuchWaits) {
  Background busy(1, 1);
  std::latch begun(1);
  std::latch go_on(1);
  ASSERT_TRUE(busy.post([&] {
    begun.count_down();
    go_on.wait();
  }));
  begun.wait();
  ASSERT_TRUE(busy.post([] {}));
  RepositoryDoor door(house_->issuers, files_, responder_, busy, house_.clock);
  http::Router router;
  door.add_routes(router);
  const auto answer = router.serve({.method = http::Method::post,
                                    .target = "/ocsp",
                                    .headers = {},
                                    .body = request_for(certificate_.serial),
                                    .parameters = {},
                                    .peer = {},
                                    .id = {}});
  EXPECT_EQ(status_of(answer), OcspStatus::try_later);
  EXPECT_EQ(header(answer, "Cache-Control"), "no-store");
  go_on.count_down();
}

TEST(BackgroundThreads, FinishWhatWaitsAndRefuseWhatDoesNotFit) {
  std::atomic<int> done{0};
  {
    std::latch go_on(1);
    Background background(1, 3);
    std::latch begun(1);
    ASSERT_TRUE(background.post([&] {
      begun.count_down();
      go_on.wait();
      ++done;
    }));
    begun.wait();
    for (int i = 0; i < 3; ++i) {
      ASSERT_TRUE(background.post([&] { ++done; }));
    }
    EXPECT_FALSE(background.post([&] { ++done; }));
    go_on.count_down();
  }
  EXPECT_EQ(done, 4);
}

}  // namespace
}  // namespace chancery::repository
