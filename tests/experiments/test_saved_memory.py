from course_utils.experiments.saved_memory import bytes_kept


def chain(nn, inplace, layers=4):
    return nn.Sequential(*[m for _ in range(layers) for m in (nn.Linear(10, 10), nn.ReLU(inplace=inplace))])


def test_relu_in_place_behind_linear_layers_keeps_as_much_as_relu_that_is_not(torch):
    X = torch.randn(50, 10)
    assert bytes_kept(chain(torch.nn, True), X) == bytes_kept(chain(torch.nn, False), X) == 4 * 50 * 10 * 4


def test_an_activation_that_needs_its_input_keeps_twice_as_much(torch):
    nn = torch.nn
    silu = nn.Sequential(*[m for _ in range(4) for m in (nn.Linear(10, 10), nn.SiLU())])
    # the last output is kept by nobody
    assert bytes_kept(silu, torch.randn(50, 10)) == 7 * 50 * 10 * 4
