#include "observe/log.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <thread>
#include <type_traits>
#include <vector>

#include "observe/log_capture.h"
#include "observe/log_line.h"

namespace chancery::observe {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr ErrorKind kTestKind{"test_kind", ErrorClass::internal, "It broke"};

Time noon() {
  return at_date(2026, 11, 21) + std::chrono::hours(12);
}

std::string text_line(std::string_view value) {
  const std::vector<Field> fields{{"seen", value}};
  return format_line(LogFormat::text, noon(), Level::info, "http", "request done", fields);
}

std::string json_line(std::string_view value) {
  const std::vector<Field> fields{{"seen", value}};
  return format_line(LogFormat::json, noon(), Level::info, "http", "request done", fields);
}

TEST(LogLine, TextShowsTimeLevelRoomEventAndFields) {
  const std::vector<Field> fields{{"status", 200}, {"took", 0.5}, {"ok", true}, {"path", "/a b"}};
  EXPECT_EQ(format_line(LogFormat::text, noon(), Level::warning, "http", "request done", fields),
            "time=2026-11-21T12:00:00Z level=warning room=http event=\"request done\" status=200 "
            "took=0.5 ok=true path=\"/a b\"");
}

TEST(LogLine, JsonHasTheSameMembers) {
  const std::vector<Field> fields{{"status", 200U}, {"took", 0.5}, {"ok", false}, {"path", "/a"}};
  EXPECT_EQ(format_line(LogFormat::json, noon(), Level::info, "http", "request done", fields),
            R"({"time":"2026-11-21T12:00:00Z","level":"info","room":"http","event":"request done",)"
            R"("status":200,"took":0.5,"ok":false,"path":"/a"})");
}

TEST(LogLine, JsonWritesNumbersThatJsonLacksAsText) {
  const std::vector<Field> fields{{"ratio", std::numeric_limits<double>::infinity()}};
  EXPECT_THAT(format_line(LogFormat::json, noon(), Level::info, "a", "b", fields),
              HasSubstr(R"("ratio":"inf")"));
}

TEST(LogLine, ANewlineInAValueCannotBeginALine) {
  const std::string attack = "x\ntime=2026-11-21T12:00:00Z level=info room=ca event=\"issued\"\r\n";
  EXPECT_THAT(text_line(attack), Not(HasSubstr("\n")));
  EXPECT_THAT(text_line(attack), Not(HasSubstr("\r")));
  EXPECT_THAT(text_line(attack), HasSubstr(R"(seen="x\ntime=)"));
  EXPECT_THAT(json_line(attack), Not(HasSubstr("\n")));
}

TEST(LogLine, AQuoteInAValueCannotBeginAField) {
  EXPECT_THAT(text_line(R"(x" status=200 y=")"), HasSubstr(R"(seen="x\" status=200 y=\"")"));
  EXPECT_THAT(text_line(R"(\)"), HasSubstr(R"(seen="\\")"));
  EXPECT_THAT(json_line(R"(x","status":"200)"), HasSubstr(R"("seen":"x\",\"status\":\"200")"));
}

TEST(LogLine, TerminalControlsAndDirectionMarksAreShownNotObeyed) {
  EXPECT_THAT(text_line("\x1b[2J"), HasSubstr(R"(seen="\x1b[2J")"));
  EXPECT_THAT(text_line("\xc2\x9b"), HasSubstr(R"(seen="\x9b")"));
  EXPECT_THAT(text_line("\x7f"), HasSubstr(R"(seen="\x7f")"));
  EXPECT_THAT(text_line("a\xe2\x80\xae"
                        "b"),
              HasSubstr(R"(seen="a\u{202e}b")"));
  EXPECT_THAT(text_line("a\xe2\x80\xa8"), HasSubstr(R"(seen="a\u{2028}")"));
  EXPECT_THAT(json_line("a\xe2\x80\xae\x1b"), HasSubstr(R"("seen":"a\u202e\u001b")"));
  EXPECT_THAT(text_line(std::string_view("a\0b", 3)), HasSubstr(R"(seen="a\x00b")"));
}

TEST(LogLine, TextThatIsNotUtf8StaysReadableAndTheLineStaysUtf8) {
  EXPECT_THAT(text_line("\xff\xfe"), HasSubstr(R"(seen="\xff\xfe")"));
  EXPECT_THAT(text_line("\xc0\x8a"), HasSubstr(R"(seen="\xc0\x8a")"));          // long form of \n
  EXPECT_THAT(text_line("\xed\xa0\x80"), HasSubstr(R"(seen="\xed\xa0\x80")"));  // surrogate
  EXPECT_THAT(text_line("\xf5\x80\x80\x80"), HasSubstr(R"(\xf5)"));
  EXPECT_THAT(text_line("\xe2\x82"), HasSubstr(R"(seen="\xe2\x82")"));  // cut short
  EXPECT_THAT(json_line("\xff"), HasSubstr(R"("seen":"\ufffd")"));
  EXPECT_THAT(text_line("M\xc3\xbcnchen \xf0\x9f\x94\x91"),
              HasSubstr("M\xc3\xbcnchen \xf0\x9f\x94\x91"));
}

TEST(LogLine, AnEndlessValueIsCutAndSaysSo) {
  const std::string line = text_line(std::string(10'000, 'a'));
  EXPECT_LT(line.size(), 4300U);
  EXPECT_THAT(line, HasSubstr("... (5904 bytes more)"));
}

TEST(Log, ASecretDoesNotCompileAsAField) {
  static_assert(!std::is_constructible_v<Field, Key, Secret>);
  static_assert(!std::is_constructible_v<Field, Key, const Secret&>);
  static_assert(!std::is_constructible_v<Field, Key, BytesView>);
}

TEST(Log, LogTextDoesNotBecomeAStringAgain) {
  static_assert(!std::is_convertible_v<LogText, std::string>);
  static_assert(!std::is_convertible_v<LogText, std::string_view>);
}

TEST(Log, NothingIsWrittenBelowTheLevel) {
  const LogCapture capture({.level = Level::warning});
  const Log log("ca");
  log.info("not seen");
  log.warning("seen");
  EXPECT_FALSE(log.enabled(Level::info));
  EXPECT_TRUE(log.enabled(Level::error));
  EXPECT_EQ(capture.lines().size(), 1U);
  EXPECT_EQ(capture.count("event=\"seen\""), 1U);
}

TEST(Log, OffWritesNothingAtAll) {
  const LogCapture capture({.level = Level::off});
  Log("ca").error("not seen");
  EXPECT_TRUE(capture.lines().empty());
}

TEST(Log, AnErrorShowsItsLogTextHere) {
  const LogCapture capture;
  const auto error = Error(kTestKind, {{"name", "a.example"}}).log_only("/var/lib/key.pem: EACCES");
  Log("keys").error("cannot open", {{"error", log_text(error)}});
  ASSERT_EQ(capture.lines().size(), 1U);
  EXPECT_THAT(capture.lines()[0], HasSubstr("test_kind"));
  EXPECT_THAT(capture.lines()[0], HasSubstr("/var/lib/key.pem: EACCES"));
  EXPECT_THAT(capture.lines()[0], HasSubstr("level=error room=keys"));
}

TEST(Log, LinesOfManyThreadsDoNotMix) {
  const LogCapture capture({.level = Level::info, .format = LogFormat::json});
  {
    std::vector<std::jthread> threads;
    for (int t = 0; t < 4; ++t) {
      threads.emplace_back([t] {
        for (int i = 0; i < 100; ++i) {
          Log("test").info("tick", {{"thread", t}, {"number", i}});
        }
      });
    }
  }
  const auto lines = capture.lines();
  ASSERT_EQ(lines.size(), 400U);
  for (const auto& line : lines) {
    EXPECT_EQ(line.front(), '{');
    EXPECT_EQ(line.back(), '}');
  }
}

TEST(Log, TheTimeIsTheInjectedClocks) {
  const ManualClock clock(noon());
  class Collector final : public LogSink {
   public:
    void write(Level, std::string_view line) override { lines.emplace_back(line); }
    std::vector<std::string> lines;
  };
  const auto sink = std::make_shared<Collector>();
  set_up_log({}, sink, clock);
  Log("test").info("now");
  { const LogCapture restore_defaults; }
  EXPECT_THAT(sink->lines,
              ElementsAre("time=2026-11-21T12:00:00Z level=info room=test event=\"now\""));
}

TEST(Log, StandardErrorGetsOneLineAnEvent) {
  ::testing::internal::CaptureStderr();
  Log("test").info("hello", {{"value", "100% {} %v"}});
  EXPECT_THAT(::testing::internal::GetCapturedStderr(),
              HasSubstr(" level=info room=test event=\"hello\" value=\"100% {} %v\"\n"));
}

}  // namespace
}  // namespace chancery::observe
