#include "store/kept_register.h"

#include <gtest/gtest.h>

namespace chancery::store {
namespace {

std::shared_ptr<const SealedBlock> block(std::int64_t last_id, std::size_t size) {
  auto made = std::make_shared<SealedBlock>();
  made->first_id = last_id - 9;
  made->last_id = last_id;
  made->facts = Bytes(size / 2);
  made->names = Bytes(size - size / 2);
  return made;
}

TEST(KeptBlocks, ABlockThatWasKeptIsFoundAndNoOther) {
  KeptBlocks kept(100);
  kept.keep(block(10, 40));
  EXPECT_EQ(kept.find(10)->first_id, 1);
  EXPECT_EQ(kept.find(20), nullptr);
}

TEST(KeptBlocks, ANewerBlockDrivesTheOldestOut) {
  KeptBlocks kept(100);
  kept.keep(block(10, 40));
  kept.keep(block(20, 40));
  const auto in_use = kept.find(10);
  kept.keep(block(30, 40));
  EXPECT_EQ(kept.find(10), nullptr);
  EXPECT_NE(kept.find(20), nullptr);
  EXPECT_NE(kept.find(30), nullptr);
  EXPECT_EQ(in_use->last_id, 10);  // who reads it still has it
}

TEST(KeptBlocks, AnOlderBlockFindsNoRoomAmongNewerOnes) {
  KeptBlocks kept(100);
  kept.keep(block(20, 60));
  kept.keep(block(30, 40));
  kept.keep(block(10, 40));
  EXPECT_EQ(kept.find(10), nullptr);
  EXPECT_NE(kept.find(20), nullptr);
}

TEST(KeptBlocks, WhatIsKeptTwiceTakesRoomOnce) {
  KeptBlocks kept(100);
  kept.keep(block(10, 50));
  kept.keep(block(10, 50));
  kept.keep(block(20, 50));
  EXPECT_NE(kept.find(10), nullptr);
  EXPECT_NE(kept.find(20), nullptr);
}

TEST(KeptRevocations, TheLatestStay) {
  KeptRevocations kept;
  EXPECT_EQ(kept.latest(), nullptr);
  kept.keep(std::make_shared<RevokedIds>(RevokedIds{7, {1, 2}}));
  kept.keep(std::make_shared<RevokedIds>(RevokedIds{5, {1}}));
  EXPECT_EQ(kept.latest()->taken, 7);
}

}  // namespace
}  // namespace chancery::store
