// The Idempotency-Key: what is asked twice happens once.
#include "api/once.h"

#include <latch>
#include <thread>

#include "api/door_for_tests.h"
#include "store/certificate_repository.h"
#include "store/idempotency_repository.h"

namespace chancery::api {
namespace {

class RepeatedRequests : public DoorTest {
 protected:
  Sent issue_as(const std::string& idempotency_key, const std::string& key,
                const std::vector<std::string>& names = {"host.internal"}) {
    // A CSR is signed with a random number: the same request is the same text.
    json::value& body = bodies_.try_emplace(names, issue_body(names)).first->second;
    return {http::Method::post, "/api/v1/certificates", key, body, idempotency_key};
  }
  std::size_t certificates_named(const std::string& name) {
    return ca.database
        ->read([&](store::Snapshot& snapshot) -> Result<std::size_t> {
          store::CertificateSearch search;
          search.name = {model::NameType::dns, name};
          return TRY(store::CertificateRepository::search(snapshot, search, 100))
              .certificates.size();
        })
        .value();
  }

 private:
  std::map<std::vector<std::string>, json::value> bodies_;
};

TEST_F(RepeatedRequests, GetTheFirstAnswerByteForByte) {
  const auto first = send(issue_as("abc", officer));
  ca.clock.advance(std::chrono::hours(23));
  const auto second = send(issue_as("abc", officer));
  ASSERT_EQ(first.status, 201) << first.text;
  EXPECT_EQ(second.status, 201);
  EXPECT_EQ(second.text, first.text);
  EXPECT_EQ(certificates_named("host.internal"), 1U);
}

TEST_F(RepeatedRequests, AreNewOnesAfterADay) {
  const auto first = send(issue_as("abc", officer));
  ca.clock.advance(std::chrono::hours(24) + std::chrono::seconds(1));
  const auto second = send(issue_as("abc", officer));
  EXPECT_EQ(second.status, 201);
  EXPECT_NE(second.string("id"), first.string("id"));
}

TEST_F(RepeatedRequests, ConflictWhenTheyAskForSomethingElse) {
  ASSERT_EQ(send(issue_as("abc", officer)).status, 201);
  const auto other = send(issue_as("abc", officer, {"other.internal"}));
  EXPECT_EQ(other.status, 409);
  EXPECT_EQ(other.code(), "idempotency_mismatch");
  EXPECT_EQ(certificates_named("other.internal"), 0U);
}

TEST_F(RepeatedRequests, OfAnotherKeyHolderAreNotTheSame) {
  const auto mine = send(issue_as("abc", officer));
  const auto theirs = send(issue_as("abc", administrator));
  EXPECT_EQ(theirs.status, 201);
  EXPECT_NE(theirs.string("id"), mine.string("id"));
}

TEST_F(RepeatedRequests, MayTryAgainAfterARefusal) {
  const Sent bad{http::Method::post, "/api/v1/certificates", officer,
                 json::object{{"profile", "private-server"},
                              {"csr", csr_pem("host.internal", {"host.internal"})},
                              {"names", {{{"type", "email"}, {"value", "ann@example.com"}}}}},
                 "abc"};
  EXPECT_EQ(send(bad).status, 422);
  EXPECT_EQ(send(bad).status, 422);
  EXPECT_EQ(send(issue_as("abc", officer)).status, 201);
}

TEST_F(RepeatedRequests, AtTheSameTimeIssueOneCertificate) {
  constexpr int kThreads = 8;
  std::latch start(kThreads);
  std::vector<Answer> answers(kThreads);
  {
    std::vector<std::jthread> threads;
    const Sent sent = issue_as("abc", officer, {"race.internal"});
    for (auto& answer : answers) {
      threads.emplace_back([&start, &answer, sent, this] {
        start.arrive_and_wait();
        answer = send(sent);
      });
    }
  }
  std::set<std::string> ids;
  for (const auto& answer : answers) {
    if (answer.status == 201) {
      ids.insert(answer.string("id"));
    } else {
      EXPECT_EQ(answer.status, 409) << answer.text;
      EXPECT_EQ(answer.code(), "idempotency_in_progress");
    }
  }
  EXPECT_EQ(ids.size(), 1U);
  EXPECT_EQ(certificates_named("race.internal"), 1U);
}

TEST_F(RepeatedRequests, WaitForTheFirstButNotForever) {
  model::IdempotencyRecord crashed;
  const auto caller = api_keys.authenticate(officer).value();
  crashed.key = caller.actor + "/abc";
  crashed.expires = ca.clock.now() + kClaimLife;
  Sent sent = issue_as("abc", officer);
  const std::string head = "POST /api/v1/certificates\n";
  const Bytes body = to_bytes(json::serialize(*sent.body));
  crashed.request_hash = crypto::sha256_of({as_bytes(head), body});
  ASSERT_TRUE(ca.database->write([&](store::Transaction& tx) {
    return store::IdempotencyRepository::claim(tx, crashed, ca.clock.now());
  }));
  EXPECT_EQ(send(sent).code(), "idempotency_in_progress");
  ca.clock.advance(kClaimLife + std::chrono::seconds(1));
  EXPECT_EQ(send(sent).status, 201);
}

TEST_F(RepeatedRequests, NeedAKeyThatCanBeOne) {
  EXPECT_EQ(send(issue_as(std::string(129, 'a'), officer)).code(), "idempotency_key_malformed");
  EXPECT_EQ(send(issue_as("with space", officer)).code(), "idempotency_key_malformed");
  EXPECT_EQ(send(issue_as("f\xc3\xbcr", officer)).code(), "idempotency_key_malformed");
  EXPECT_EQ(send(issue_as(std::string(128, '~'), officer)).status, 201);
}

TEST_F(RepeatedRequests, OfARevocationGetItsFirstAnswer) {
  const auto id = issue(officer).string("id");
  const Sent sent{http::Method::post, "/api/v1/certificates/" + id + "/revoke", officer,
                  json::object{{"reason", "superseded"}}, "revoke-1"};
  const auto first = send(sent);
  const auto second = send(sent);
  EXPECT_EQ(first.status, 200) << first.text;
  EXPECT_EQ(second.status, 200);
  EXPECT_EQ(second.text, first.text);
}

TEST_F(RepeatedRequests, OfAnApplicationFileItOnce) {
  const Sent sent{http::Method::post, "/api/v1/applications", applicant,
                  application_body("web", "www.example.com"), "apply-1"};
  const auto first = send(sent);
  const auto second = send(sent);
  EXPECT_EQ(first.status, 201) << first.text;
  EXPECT_EQ(second.text, first.text);
  Sent without = sent;
  without.idempotency_key.clear();
  EXPECT_EQ(send(without).code(), "application_name_taken");
}

}  // namespace
}  // namespace chancery::api
