// The stages of the pipeline; see pipeline.cpp for their order.
#pragma once

#include <optional>

#include "http/exchange.h"

namespace chancery::http::stages {

/// For stages that have nothing to do on one of the ways.
std::optional<Response> pass_in(Exchange& exchange);
void pass_out(Exchange& exchange, Response& response);

std::optional<Response> assign_request_id(Exchange& exchange);
void send_request_id(Exchange& exchange, Response& response);

std::optional<Response> start_stopwatch(Exchange& exchange);
void count(Exchange& exchange, Response& response);

void write_access_log(Exchange& exchange, Response& response);

void add_security_headers(Exchange& exchange, Response& response);

/// Bytes that were no request end here.
std::optional<Response> refuse_faults(Exchange& exchange);

std::optional<Response> find_route(Exchange& exchange);

/// A declared length only: the reader counts what is sent in chunks.
std::optional<Response> limit_size(Exchange& exchange);

std::optional<Response> set_deadline(Exchange& exchange);

}  // namespace chancery::http::stages
