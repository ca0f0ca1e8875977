#include "ct/verification.h"

#include "ct/errors.h"
#include "ct/exchange.h"
#include "ct/terms.h"
#include "ct/testing/log_peer.h"

namespace chancery::ct {
namespace {

using std::chrono::minutes;
using testing::Sct;

constexpr Time kNow = at_date(2026, 11, 21);
const Bytes kBody{0x30, 0x03, 0x02, 0x01, 0x07};

template <class T>
std::string code(const Result<T>& result) {
  return result ? "" : std::string(result.error().code());
}

struct Listed {
  crypto::PrivateKey key;
  CtLog log;
};

Listed a_log(LogApi api, crypto::KeySpec spec = crypto::kP256) {
  auto key = crypto::PrivateKey::generate(spec).value();
  CtLog log{.name = "A log",
            .operator_name = "A",
            .id = key.public_key().spki_sha256(),
            .key = key.public_key(),
            .url = net::HttpUrl::parse("https://ct.example/").value(),
            .api = api,
            .state = LogState::usable,
            .state_since = {},
            .interval = {},
            .purpose = LogPurpose::production};
  return {std::move(key), std::move(log)};
}

class Verification : public ::testing::TestWithParam<LogApi> {
 protected:
  [[nodiscard]] Sct good() const {
    return testing::signed_sct(listed_.key, issuer_, kBody, kNow, GetParam());
  }
  [[nodiscard]] std::string verdict(const Sct& sct) const {
    return code(verify_sct(sct, listed_.log, {issuer_, kBody}));
  }

  Listed listed_ = a_log(GetParam());
  crypto::Sha256Digest issuer_ = crypto::sha256(kBody);
};

TEST_P(Verification, AcceptsWhatTheLogSigned) {
  EXPECT_EQ(verdict(good()), "");
}

TEST_P(Verification, NeverAcceptsAChangedSct) {
  Sct later = good();
  later.timestamp += Duration(1);
  EXPECT_EQ(verdict(later), "ct_sct_signature_wrong");
  Sct other_hash = good();
  other_hash.hash = 2;
  EXPECT_EQ(verdict(other_hash), "ct_sct_signature_wrong");
  Sct as_rsa = good();
  as_rsa.signature_algorithm = Sct::kRsa;
  EXPECT_EQ(verdict(as_rsa), "ct_sct_signature_wrong");
  Sct cut = good();
  cut.signature.pop_back();
  EXPECT_EQ(verdict(cut), "ct_sct_signature_wrong");
}

TEST_P(Verification, NeverAcceptsTheSctOfAnotherBodyOrIssuer) {
  const Bytes other_body{0x30, 0x03, 0x02, 0x01, 0x08};
  EXPECT_EQ(code(verify_sct(good(), listed_.log, {issuer_, other_body})), "ct_sct_signature_wrong");
  EXPECT_EQ(code(verify_sct(good(), listed_.log, {crypto::sha256(other_body), kBody})),
            "ct_sct_signature_wrong");
}

TEST_P(Verification, NeverAcceptsTheSctOfAnotherLog) {
  const Listed other = a_log(GetParam());
  const Sct theirs = testing::signed_sct(other.key, issuer_, kBody, kNow, GetParam());
  EXPECT_EQ(verdict(theirs), "ct_sct_of_another_log");
  Sct renamed = theirs;
  renamed.log_id = listed_.log.id;
  EXPECT_EQ(verdict(renamed), "ct_sct_signature_wrong");
}

TEST_P(Verification, NeverAcceptsTheExtensionsOfTheOtherKindOfLog) {
  const LogApi other = GetParam() == LogApi::rfc6962 ? LogApi::static_ct : LogApi::rfc6962;
  EXPECT_EQ(verdict(testing::signed_sct(listed_.key, issuer_, kBody, kNow, other)),
            "ct_sct_extensions_wrong");
  Sct garbage = good();
  garbage.extensions = {1};
  EXPECT_EQ(verdict(garbage), "ct_sct_extensions_wrong");
}

INSTANTIATE_TEST_SUITE_P(Apis, Verification, ::testing::Values(LogApi::rfc6962, LogApi::static_ct));

TEST(SctTime, NeverLiesFarFromNow) {
  Sct sct;
  for (const auto& [at, verdict] : {std::pair{kNow, ""},
                                    {kNow + minutes(1), ""},
                                    {kNow - minutes(60), ""},
                                    {kNow + minutes(1) + Duration(1), "ct_sct_time_wrong"},
                                    {kNow - minutes(60) - Duration(1), "ct_sct_time_wrong"}}) {
    sct.timestamp = at;
    EXPECT_EQ(code(check_sct_time(sct, kNow, kNow)), verdict) << to_rfc3339(at);
  }
}

TEST(SctTime, MayBeThatOfAnEarlierSubmissionOfTheSamePrecertificate) {
  Sct sct;
  sct.timestamp = kNow;
  const Time later = kNow + std::chrono::hours(30);
  EXPECT_EQ(code(check_sct_time(sct, kNow, later)), "");
  EXPECT_EQ(code(check_sct_time(sct, later, later)), "ct_sct_time_wrong");
}

TEST(Terms, AreDatedAndCited) {
  EXPECT_EQ(term(Term::log_list_age, kNow), std::chrono::days(70));
  EXPECT_GT(term(Term::log_list_age, at_date(2020, 1, 1)), std::chrono::days(70));
  for (const TermRow& row : term_rows()) {
    EXPECT_FALSE(row.citation.empty());
  }
}

TEST(CtExchange, TheBodyHoldsTheChainInOrder) {
  const std::vector<Bytes> issuers{{2}, {3}};
  EXPECT_EQ(submission_body(Bytes{1}, issuers), R"({"chain":["AQ==","Ag==","Aw=="]})");
  EXPECT_EQ(submission_body(Bytes{1}, {}), R"({"chain":["AQ=="]})");
}

TEST(CtExchange, ReadsWhatALogAnswers) {
  const Listed log = a_log(LogApi::static_ct);
  const Sct sct = testing::signed_sct(log.key, {}, kBody, kNow, LogApi::static_ct);
  EXPECT_EQ(read_answer(testing::json_of(sct)).value(), sct);
}

TEST(CtExchange, NeverTakesAnythingElseForAnSct) {
  const Listed log = a_log(LogApi::rfc6962);
  const Sct sct = testing::signed_sct(log.key, {}, kBody, kNow, LogApi::rfc6962);
  const auto good = boost::json::parse(testing::json_of(sct)).as_object();
  const std::pair<const char*, boost::json::value> changes[] = {
      {"sct_version", 1},
      {"sct_version", boost::json::string("0")},
      {"id", boost::json::string("AAAA")},
      {"id", 1},
      {"timestamp", -1},
      {"timestamp", 1.5},
      {"timestamp", boost::json::string("now")},
      {"timestamp", std::uint64_t{1} << 63},
      {"extensions", boost::json::string("?")},
      {"extensions", nullptr},
      {"signature", boost::json::string("AAAA")},
      {"signature", boost::json::string("BAMAAAA=")},
      {"signature", boost::json::string("BAMACAEC")},
      {"signature", 4},
  };
  for (const auto& [member, value] : changes) {
    auto changed = good;
    changed[member] = value;
    EXPECT_EQ(code(read_answer(boost::json::serialize(changed))), "ct_answer_malformed")
        << member << " " << value;
  }
  for (const auto* text : {"", "null", "[]", "{}", "{", "\xff"}) {
    EXPECT_EQ(code(read_answer(text)), "ct_answer_malformed") << text;
  }
}

}  // namespace
}  // namespace chancery::ct
