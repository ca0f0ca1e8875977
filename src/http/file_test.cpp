#include "http/file.h"

#include <cstdio>
#include <fstream>
#include <gtest/gtest.h>

#include "http/errors.h"
#include "http/request.h"
#include "http/response.h"

namespace chancery::http {
namespace {

class FileTest : public ::testing::Test {
 public:
  ~FileTest() override { std::remove(path_.c_str()); }

 protected:
  FileTest() : path_(::testing::TempDir() + "http_file_test.crl") {
    std::ofstream(path_) << "0123456789";
  }

  static Request asking(std::string_view if_none_match) {
    Request request;
    if (!if_none_match.empty()) {
      request.headers.add("If-None-Match", if_none_match);
    }
    return request;
  }

  std::string path_;
};

TEST_F(FileTest, IsReadFromAnyPlace) {
  const auto file = File::open(path_).value();
  EXPECT_EQ(file->size(), 10U);
  Bytes block(4);
  EXPECT_EQ(file->read(8, block), 2U);
  EXPECT_EQ(as_text(BytesView(block).first(2)), "89");
  EXPECT_EQ(file->read(10, block), 0U);
}

TEST_F(FileTest, AReplacedFileStaysWhatItWasForThoseWhoHaveItOpen) {
  const auto file = File::open(path_).value();
  std::ofstream(path_ + ".new") << "new content, longer";
  ASSERT_EQ(std::rename((path_ + ".new").c_str(), path_.c_str()), 0);
  Bytes block(100);
  EXPECT_EQ(file->read(0, block), 10U);
}

TEST_F(FileTest, OnlyRegularFilesAreOpened) {
  EXPECT_TRUE(File::open(path_ + ".missing").error().is(kFileUnavailable));
  EXPECT_TRUE(File::open(::testing::TempDir()).error().is(kFileUnavailable));
  EXPECT_EQ(File::open(path_ + ".missing").error().message().find(path_), std::string::npos);
}

TEST_F(FileTest, AClientThatHasItIsNotSentItAgain) {
  const auto file = File::open(path_).value();
  for (const char* tags : {"\"v1\"", "W/\"v1\"", "\"v0\", \"v1\"", "*", " \"v0\" ,\"v1\" "}) {
    const Response response = respond_file(asking(tags), file, "application/pkix-crl", "\"v1\"");
    EXPECT_EQ(response.status, 304) << tags;
    EXPECT_EQ(response.headers.get("ETag"), "\"v1\"");
    EXPECT_EQ(response.body.size(), 0U);
  }
}

TEST_F(FileTest, AClientThatHasAnotherIsSentIt) {
  const auto file = File::open(path_).value();
  for (const char* tags : {"", "\"v0\"", "v1", "\"v1", "\"v10\"", ",,"}) {
    const Response response = respond_file(asking(tags), file, "application/pkix-crl", "\"v1\"");
    EXPECT_EQ(response.status, 200) << tags;
    EXPECT_EQ(response.body.size(), 10U);
    EXPECT_EQ(response.body.file(), file.get());
  }
}

}  // namespace
}  // namespace chancery::http
