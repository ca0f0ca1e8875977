#include "http/request_reader.h"

#include <gtest/gtest.h>

#include "http/errors.h"

namespace chancery::http {
namespace {

using Progress = RequestReader::Progress;

struct Outcome {
  Request request;
  std::optional<Error> error;
  bool complete = false;
  std::size_t consumed = 0;
  bool keep_alive = false;
};

/// Feeds `bytes` in pieces of `step`, as a connection would.
Outcome read(std::string_view bytes, std::size_t step = 1'000'000, std::size_t max_head = 4096,
             std::size_t max_body = 1000) {
  Outcome outcome;
  RequestReader reader(max_head);
  reader.begin(outcome.request);
  std::size_t available = std::min(step, bytes.size());
  for (;;) {
    const auto fed =
        reader.feed(as_bytes(bytes.substr(outcome.consumed, available - outcome.consumed)));
    if (!fed) {
      outcome.error = fed.error();
      return outcome;
    }
    outcome.consumed += fed->consumed;
    if (fed->progress == Progress::head) {
      reader.limit_body(max_body);
      outcome.keep_alive = reader.keep_alive();
    } else if (fed->progress == Progress::complete) {
      outcome.complete = true;
      return outcome;
    } else if (available == bytes.size()) {
      return outcome;
    } else {
      available = std::min(available + step, bytes.size());
    }
  }
}

constexpr std::string_view kPost =
    "POST /a/b?c=d HTTP/1.1\r\nHost: x\r\nContent-Type: text/plain\r\nContent-Length: "
    "5\r\n\r\nhello";
constexpr std::string_view kChunked =
    "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"
    "3\r\nhel\r\n2;ext=1\r\nlo\r\n0\r\nTrailer: t\r\n\r\n";

TEST(RequestReader, ReadsARequestHoweverItIsCutUp) {
  for (const std::size_t step : {1U, 2U, 7U, 1000U}) {
    for (const std::string_view bytes : {kPost, kChunked}) {
      const Outcome outcome = read(bytes, step);
      ASSERT_TRUE(outcome.complete) << step;
      EXPECT_EQ(outcome.consumed, bytes.size());
      EXPECT_EQ(outcome.request.method, Method::post);
      EXPECT_EQ(as_text(outcome.request.body), "hello");
      EXPECT_TRUE(outcome.keep_alive);
      EXPECT_FALSE(outcome.request.header("Trailer").has_value());
    }
  }
  const Outcome outcome = read(kPost);
  EXPECT_EQ(outcome.request.path(), "/a/b");
  EXPECT_EQ(outcome.request.query_text(), "c=d");
  EXPECT_EQ(outcome.request.content_type(), "text/plain");
}

TEST(RequestReader, StopsWhereTheNextRequestBegins) {
  const std::string two = std::string(kPost) + "GET / HTTP/1.1\r\n\r\n";
  EXPECT_EQ(read(two).consumed, kPost.size());
  EXPECT_EQ(read(std::string(kChunked) + "GET").consumed, kChunked.size());
}

TEST(RequestReader, AfterTheEndNothingIsConsumed) {
  RequestReader reader(4096);
  Request request;
  reader.begin(request);
  ASSERT_EQ(reader.feed(as_bytes("GET / HTTP/1.0\r\n\r\n"))->progress, Progress::head);
  const auto step = reader.feed(as_bytes("GET /next HTTP/1.0\r\n\r\n"));
  EXPECT_EQ(step->progress, Progress::complete);
  EXPECT_EQ(step->consumed, 0U);
}

TEST(RequestReader, AnIncompleteRequestIsNotComplete) {
  for (std::size_t size = 0; size < kPost.size(); ++size) {
    const Outcome outcome = read(kPost.substr(0, size), 3);
    EXPECT_FALSE(outcome.complete) << size;
    EXPECT_FALSE(outcome.error.has_value()) << size;
  }
}

TEST(RequestReader, EmptyLinesBeforeARequestAreIgnored) {
  for (const std::size_t step : {1U, 3U, 1000U}) {
    EXPECT_TRUE(read("\r\n" + std::string(kPost), step).complete) << step;
  }
}

TEST(RequestReader, TheAbsoluteFormLosesSchemeAndHost) {
  const auto target = [](const std::string& text) {
    return read("GET " + text + " HTTP/1.1\r\nHost: x\r\n\r\n").request.target;
  };
  EXPECT_EQ(target("http://other.example:80/a?b"), "/a?b");
  EXPECT_EQ(target("HTTPS://other.example"), "/");
}

TEST(RequestReader, TargetsWithoutAPathOrWithStrangeBytesAreRefused) {
  for (const char* target :
       {"*", "other.example:443", "a", "ftp://a/b", "/a#b", "/\x80", "/a\x01"}) {
    EXPECT_TRUE(
        read("GET " + std::string(target) + " HTTP/1.1\r\nHost: x\r\n\r\n").error.has_value())
        << target;
  }
}

TEST(RequestReader, MessagesWhoseLengthTwoReadersCouldReadDifferentlyAreRefused) {
  const std::string start = "POST / HTTP/1.1\r\nHost: x\r\n";
  for (const char* fields : {"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n",
                             "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n",
                             "Content-Length: 5\r\nContent-Length: 6\r\n",
                             "Content-Length: 5, 6\r\n",
                             "Content-Length: +5\r\n",
                             "Content-Length: -1\r\n",
                             "Content-Length: 0x5\r\n",
                             "Content-Length: 99999999999999999999\r\n",
                             "Content-Length:\r\n",
                             "Transfer-Encoding: gzip\r\n",
                             "Transfer-Encoding: gzip, chunked\r\n",
                             "Transfer-Encoding: chunked, chunked\r\n",
                             "Transfer-Encoding: xchunked\r\n",
                             "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n",
                             "Transfer-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n",
                             "Transfer-Encoding : chunked\r\n",
                             "Transfer-Encoding:\r\n chunked\r\n",
                             "X: a\r\n b\r\n",
                             "X: a\nContent-Length: 5\r\n",
                             "X\r\n",
                             ": x\r\n",
                             "X y: z\r\n",
                             "X: a\rb\r\n"}) {
    const Outcome outcome = read(start + fields + "\r\n0\r\n\r\n");
    ASSERT_TRUE(outcome.error.has_value()) << fields;
    EXPECT_TRUE(outcome.error->is(kRequestMalformed)) << fields;
  }
  EXPECT_TRUE(
      read("POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n").error.has_value());
}

TEST(RequestReader, HttpOneOneNeedsExactlyOneHost) {
  EXPECT_TRUE(read("GET / HTTP/1.1\r\n\r\n").error.has_value());
  EXPECT_TRUE(read("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n").error.has_value());
  EXPECT_TRUE(read("GET / HTTP/1.0\r\n\r\n").complete);
}

TEST(RequestReader, WhatIsNoRequestIsRefused) {
  for (const char* bytes :
       {"\x16\x03\x01\x02\x00\x01\r\n\r\n", "GET\r\n\r\n", "GET / HTTP/2.0\r\nHost: x\r\n\r\n",
        "GET / HTTP/0.9\r\n\r\n", "GET  / HTTP/1.1\r\nHost: x\r\n\r\n", " GET / HTTP/1.1\r\n\r\n",
        "GET / HTTP/1.1\nHost: x\n\n", "G\x01T / HTTP/1.1\r\nHost: x\r\n\r\n",
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"}) {
    EXPECT_TRUE(read(bytes).error.has_value()) << bytes;
  }
}

TEST(RequestReader, TheHeadIsBoundedHoweverItComes) {
  const std::string long_target = "GET /" + std::string(5000, 'a') + " HTTP/1.1\r\nHost: x\r\n\r\n";
  const std::string long_field =
      "GET / HTTP/1.1\r\nHost: x\r\nX: " + std::string(5000, 'a') + "\r\n\r\n";
  std::string many_fields = "GET / HTTP/1.1\r\nHost: x\r\n";
  for (int i = 0; i < 200; ++i) {
    many_fields += "X-Field-Number: 1234567890\r\n";
  }
  const std::string endless = "GET / HTTP/1.1\r\nHost: x\r\nX: " + std::string(5000, 'a');
  for (const std::string& bytes : {long_target, long_field, many_fields, endless}) {
    for (const std::size_t step : {11U, 100'000U}) {
      const Outcome outcome = read(bytes, step);
      ASSERT_TRUE(outcome.error.has_value()) << bytes.substr(0, 40) << step;
      EXPECT_TRUE(outcome.error->is(kHeaderTooLarge)) << bytes.substr(0, 40) << step;
    }
  }
}

TEST(RequestReader, MoreThanAHundredFieldsAreRefusedEvenIfSmall) {
  std::string bytes = "GET / HTTP/1.1\r\nHost: x\r\n";
  for (int i = 0; i < 100; ++i) {
    bytes += "a:b\r\n";
  }
  EXPECT_TRUE(read(bytes + "\r\n").error->is(kHeaderTooLarge));
}

TEST(RequestReader, ABodyIsBoundedWhetherDeclaredOrChunked) {
  const std::string large(2000, 'x');
  const Outcome declared =
      read("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 2000\r\n\r\n" + large);
  EXPECT_TRUE(declared.error->is(kBodyTooLarge));
  const Outcome chunked =
      read("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n7d0\r\n" + large);
  EXPECT_TRUE(chunked.error->is(kBodyTooLarge));
  EXPECT_LE(chunked.request.body.size(), 1000U);
}

TEST(RequestReader, BrokenChunksAreRefused) {
  const std::string start = "POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n";
  for (const char* chunks : {"x\r\n", "-1\r\n", "3\r\nabcd\r\n0\r\n\r\n", "3\nabc\r\n0\r\n\r\n",
                             "ffffffffffffffffff\r\n", "\r\n\r\n"}) {
    EXPECT_TRUE(read(start + chunks).error.has_value()) << chunks;
  }
  EXPECT_TRUE(read(start + "3;" + std::string(9000, 'e'), 50).error.has_value());
}

TEST(RequestReader, KeepAliveFollowsVersionAndConnection) {
  EXPECT_TRUE(read("GET / HTTP/1.1\r\nHost: x\r\n\r\n").keep_alive);
  EXPECT_FALSE(read("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n").keep_alive);
  EXPECT_FALSE(read("GET / HTTP/1.0\r\n\r\n").keep_alive);
  EXPECT_TRUE(read("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n").keep_alive);
}

TEST(RequestReader, NothingOfOneRequestIsLeftInTheNext) {
  RequestReader reader(4096);
  Request request;
  reader.begin(request);
  ASSERT_TRUE(reader.feed(as_bytes(kPost)).has_value());
  reader.limit_body(100);
  ASSERT_TRUE(reader.feed(as_bytes("hello")).has_value());
  ASSERT_TRUE(reader.is_complete());
  reader.begin(request);
  ASSERT_TRUE(reader.feed(as_bytes("GET /next HTTP/1.1\r\nHost: y\r\n\r\n")).has_value());
  EXPECT_EQ(request.target, "/next");
  EXPECT_EQ(request.header("Host"), "y");
  EXPECT_FALSE(request.header("Content-Type").has_value());
  EXPECT_TRUE(request.body.empty());
  EXPECT_EQ(reader.declared_length(), 0U);
}

TEST(RequestReader, AClientThatWantsToBeAskedFirstIsNoticed) {
  RequestReader reader(4096);
  Request request;
  reader.begin(request);
  const std::string_view head =
      "POST / HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n";
  ASSERT_TRUE(reader.feed(as_bytes(head)).has_value());
  EXPECT_TRUE(reader.expects_continue());
  EXPECT_EQ(reader.declared_length(), 5U);
}

}  // namespace
}  // namespace chancery::http
