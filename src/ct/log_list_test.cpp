#include "ct/log_list.h"

#include <boost/json.hpp>
#include <gtest/gtest.h>

#include "base/encoding.h"
#include "crypto/private_key.h"

namespace chancery::ct {
namespace {

namespace json = boost::json;

json::object a_log(std::string_view url_member = "url") {
  const auto key = crypto::PrivateKey::generate(crypto::kP256).value();
  return {
      {"description", "Test 2027h1"},
      {"log_id", to_base64(key.public_key().spki_sha256())},
      {"key", to_base64(key.public_key().spki_der())},
      {std::string(url_member), "https://ct.example/2027h1"},
      {"mmd", 86400},
      {"state", {{"usable", {{"timestamp", "2026-02-01T00:00:00Z"}}}}},
      {"temporal_interval",
       {{"start_inclusive", "2027-01-01T00:00:00Z"}, {"end_exclusive", "2027-07-01T00:00:00Z"}}},
      {"something_new", true}};
}

std::string list_with(const json::array& logs, const json::array& tiled = {}) {
  return json::serialize(
      json::object{{"version", "54.3"},
                   {"log_list_timestamp", "2026-11-20T13:00:00Z"},
                   {"operators", {{{"name", "Example"}, {"logs", logs}, {"tiled_logs", tiled}}}}});
}

std::string fault(std::string_view text) {
  const auto list = LogList::parse(text);
  return list ? "" : std::string(list.error().code());
}

TEST(LogList, ReadsLogsOfBothKinds) {
  const auto list = LogList::parse(list_with({a_log()}, {a_log("submission_url")})).value();
  EXPECT_EQ(list.made_at(), at_date(2026, 11, 20) + std::chrono::hours(13));
  ASSERT_EQ(list.logs().size(), 2U);
  const CtLog& log = list.logs()[0];
  EXPECT_EQ(log.name, "Test 2027h1");
  EXPECT_EQ(log.operator_name, "Example");
  EXPECT_EQ(log.url.text(), "https://ct.example/2027h1/");
  EXPECT_EQ(log.api, LogApi::rfc6962);
  EXPECT_EQ(log.state, LogState::usable);
  EXPECT_EQ(log.purpose, LogPurpose::production);
  EXPECT_EQ(list.logs()[1].api, LogApi::static_ct);
  EXPECT_EQ(list.find(log.id), &log);
  EXPECT_EQ(list.find({}), nullptr);
}

TEST(LogList, ALogNeverTakesWhatEndsOutsideOfItsInterval) {
  const auto list = LogList::parse(list_with({a_log()})).value();
  const CtLog& log = list.logs()[0];
  EXPECT_FALSE(log.covers(at_date(2027, 1, 1) - Duration(1)));
  EXPECT_TRUE(log.covers(at_date(2027, 1, 1)));
  EXPECT_TRUE(log.covers(at_date(2027, 7, 1) - Duration(1)));
  EXPECT_FALSE(log.covers(at_date(2027, 7, 1)));
}

TEST(LogList, KnowsEveryState) {
  for (const auto* state : {"pending", "qualified", "usable", "readonly", "retired", "rejected"}) {
    json::object log = a_log();
    log["state"] = {{state, {{"timestamp", "2026-02-01T00:00:00Z"}, {"final_tree_head", {}}}}};
    const auto list = LogList::parse(list_with({log}));
    ASSERT_TRUE(list) << state;
    EXPECT_EQ(to_text(list->logs()[0].state), state);
  }
}

TEST(LogList, TellsTestLogsApart) {
  for (const auto& [text, purpose] : {std::pair{"prod", LogPurpose::production},
                                      {"test", LogPurpose::test},
                                      {"monitoring_only", LogPurpose::other}}) {
    json::object log = a_log();
    log["log_type"] = text;
    EXPECT_EQ(LogList::parse(list_with({log})).value().logs()[0].purpose, purpose);
  }
}

TEST(LogList, LeavesOutALogWhoseKeyCannotBeLoaded) {
  json::object log = a_log();
  const auto key =
      from_hex("3056301006072a8648ce3d020106052b8104000a03420004" + std::string(128, '1'));
  log["key"] = to_base64(key.value());
  EXPECT_EQ(LogList::parse(list_with({log})).value().logs().size(), 0U);
}

TEST(LogList, NeverTakesALogThatIsNotWhatItSays) {
  const std::pair<const char*, json::value> changes[] = {
      {"log_id", json::string(to_base64(Bytes(32, 1)))},
      {"log_id", json::string("AAAA")},
      {"log_id", 7},
      {"key", json::string("AAAA")},
      {"key", json::string("?")},
      {"url", json::string("ftp://ct.example/")},
      {"url", nullptr},
      {"state", json::object{{"loved", json::object{{"timestamp", "2026-02-01T00:00:00Z"}}}}},
      {"state", json::object{{"usable", json::object{{"timestamp", "yesterday"}}}}},
      {"state", json::object{}},
      {"state", json::string("usable")},
      {"temporal_interval", json::object{{"start_inclusive", "2027-01-01T00:00:00Z"}}},
      {"temporal_interval", json::object{{"start_inclusive", "2027-01-01T00:00:00Z"},
                                         {"end_exclusive", "2027-01-01T00:00:00Z"}}},
      {"log_type", 1},
      {"description", 1},
  };
  for (const auto& [member, value] : changes) {
    json::object log = a_log();
    log[member] = value;
    EXPECT_EQ(fault(list_with({log})), "ct_log_list_malformed") << member << " " << value;
  }
}

TEST(LogList, NeverTakesALogTwiceOrTextThatIsNoList) {
  const json::object log = a_log();
  EXPECT_EQ(fault(list_with({log, log})), "ct_log_list_malformed");
  for (const auto* text : {"", "[]", "{}", "{\"operators\":{}}", "{\"operators\":[1]}",
                           "{\"operators\":[{}]}", "{\"operators\":[]", "{\"operators\":[]} x"}) {
    EXPECT_EQ(fault(text), "ct_log_list_malformed") << text;
  }
  EXPECT_EQ(fault(std::string(LogList::kMaxSize + 1, ' ')), "ct_log_list_malformed");
}

}  // namespace
}  // namespace chancery::ct
