"""`ponte network`: the measures of the network page, compared with NetworkX on random graphs."""

import json
import random

import networkx as nx
import pytest


def graphs():
    """Graphs of every kind that a city's network can be: empty, one, sparse with groups apart, trees, chains, stars, rings, dense, lopsided."""
    yield "nothing", nx.empty_graph(0)
    yield "one", nx.empty_graph(1)
    yield "two apart", nx.empty_graph(2)
    yield "a pair", nx.path_graph(2)
    yield "a chain", nx.path_graph(40)
    yield "a star", nx.star_graph(25)
    yield "a ring", nx.cycle_graph(18)
    yield "all with all", nx.complete_graph(12)
    yield "two rings by one", nx.compose(nx.cycle_graph(6), nx.relabel_nodes(nx.cycle_graph(6), lambda n: n + 5))
    for seed in range(30):
        dice = random.Random(seed)
        size = dice.randint(3, 60)
        yield f"random {seed}", nx.gnp_random_graph(size, dice.choice([0.01, 0.03, 0.06, 0.1, 0.3]), seed=seed)
    for seed in range(8):
        yield f"a tree {seed}", nx.random_labeled_tree(30, seed=seed)
        yield f"lopsided {seed}", nx.barabasi_albert_graph(45, 2, seed=seed)


@pytest.fixture
def measure(ponte, tmp_path):
    def run(graph):
        file = tmp_path / "graph.json"
        file.write_text(json.dumps({"nodes": [str(n) for n in graph.nodes], "links": [[str(a), str(b)] for a, b in graph.edges]}))
        return json.loads(ponte("network", str(file)).well().out)

    return run


@pytest.mark.parametrize("graph", [pytest.param(graph, id=name) for name, graph in graphs()])
def test_measures_are_those_of_networkx(measure, graph):
    said = measure(graph)
    assert said["density"] == pytest.approx(nx.density(graph))
    assert said["degrees"] == {str(node): degree for node, degree in graph.degree}
    assert said["betweenness"] == pytest.approx({str(node): share for node, share in nx.betweenness_centrality(graph).items()})
    assert sorted(map(sorted, said["components"])) == sorted(sorted(map(str, group)) for group in nx.connected_components(graph))
    sizes = [len(group) for group in said["components"]]
    assert sizes == sorted(sizes, reverse=True), "the largest first"
    assert said["isolates"] == [str(node) for node in nx.isolates(graph)]
    assert set(said["brokers"]) == {str(node) for node in nx.articulation_points(graph)}


def test_links_said_twice_or_to_nobody_count_once_or_not(ponte):
    graph = {"nodes": ["a", "b", "c"], "links": [["a", "b"], ["b", "a"], ["a", "a"], ["a", "nobody"]]}
    said = json.loads(ponte("network", "-", typed=json.dumps(graph)).well().out)
    assert said["degrees"] == {"a": 1, "b": 1, "c": 0}


@pytest.mark.parametrize("text", ["", "{}", '{"nodes": ["a"], "links": [["a"]]}', "no JSON"])
def test_what_is_no_graph_is_told(ponte, text):
    answer = ponte("network", "-", typed=text)
    assert answer.code == 2 and "is no graph" in answer.err
