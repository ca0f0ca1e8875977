// What happens to every request on its way in and to every answer on its way out. The list itself,
// with the reason for each position, is in pipeline.cpp.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "http/exchange.h"

namespace chancery::http {

struct Stage {
  std::string_view name;
  /// When the head is read, before the body is. A response ends the way in.
  std::optional<Response> (*on_head)(Exchange&);
  /// When the answer is known, in reverse order, for stages whose `on_head` ran.
  void (*on_answer)(Exchange&, Response&);
};

/// Outermost first.
[[nodiscard]] std::span<const Stage> pipeline();

/// The way in. Nothing: the request may go to its handler once its body is there.
[[nodiscard]] std::optional<Response> enter_pipeline(Exchange& exchange);

/// The way out.
void leave_pipeline(Exchange& exchange, Response& response);

}  // namespace chancery::http
