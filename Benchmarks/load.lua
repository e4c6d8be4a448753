-- What wrk sends, and what it says when it is done. Arguments after "--": mode, path, cookie.
--   same     the same address each time
--   unique   the same page with a number that makes each address new, so that no cache has it
--   search   a different question each time: `q=` with words put together anew
--   need     a different need each time: `text=` with a sentence put together anew
-- In every address the words come in a fixed order of chance, so that two runs ask the same.

local counter = 0
local threads = 0

function setup(thread)
  threads = threads + 1
  thread:set("id", threads)
end

local nouns = {"women", "housing", "employment", "language", "children", "mediation", "volunteers", "training", "health", "school",
  "refugees", "asylum", "skills", "youth", "families", "neighbourhood", "entrepreneurs", "library", "digital", "rights"}
local words = {"lavoro", "alloggio", "donne", "Sprache", "Wohnung", "Arbeit", "empleo", "vivienda", "mujeres", "logement", "emploi",
  "formation", "praca", "mieszkanie", "course", "desk", "network", "trust", "participation", "recognition"}
local openings = {"We have %d newcomers who need ", "Abbiamo %d persone che cercano ", "Wir haben %d Menschen und suchen ",
  "Tenemos %d personas que necesitan ", "Nous avons %d personnes qui cherchent ", "In our city %d people wait for "}

local function pick(list) return list[math.random(#list)] end

function init(args)
  mode, path, cookie = args[1], args[2], args[3]
  math.randomseed(7 * id)
  if cookie and cookie ~= "" then wrk.headers["Cookie"] = cookie end
  wrk.headers["Accept-Language"] = "en"
end

local function encode(text) return (text:gsub("[^%w]", function(c) return string.format("%%%02X", c:byte()) end)) end

function request()
  counter = counter + 1
  local number = counter * 8 + id
  local address = path
  if mode == "unique" then
    address = path .. (path:find("?", 1, true) and "&" or "?") .. "bench=" .. number
  elseif mode == "search" then
    address = path .. "?q=" .. encode(pick(nouns) .. " " .. pick(words) .. " " .. pick(nouns)) .. "&bench=" .. number
  elseif mode == "need" then
    local sentence = string.format(pick(openings), 20 + number % 4000) .. pick(words) .. ", " .. pick(nouns) .. " and " .. pick(nouns)
    address = path .. "?text=" .. encode(sentence) .. "&bench=" .. number
  end
  return wrk.format("GET", address)
end

function done(summary, latency, requests)
  local errors = summary.errors
  io.write(string.format(
    '\nRESULT {"requests": %d, "seconds": %.6f, "p50": %.3f, "p99": %.3f, "max": %.3f, "bytes": %d, "refused": %d, "broken": %d}\n',
    summary.requests, summary.duration / 1e6, latency:percentile(50) / 1000, latency:percentile(99) / 1000, latency.max / 1000,
    summary.bytes, errors.status, errors.connect + errors.read + errors.write + errors.timeout))
end
