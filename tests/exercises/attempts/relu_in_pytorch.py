"""Attempts at the exercises of notebook 06."""

from tests.exercises.attempts import Attempt

# New names that ought to exist:
# build_model
#   more_units: "Yours has other sizes than asked for: 12 inputs, hidden layers of 8 and of 5 units, 3 outputs."
#   sigmoid_inside: "Yours has another activation than ReLU between its layers."
#   dropout: "Two calls with the same input give different outputs: something in yours is random."
#   the_class: "Yours returns a class, not a network. It has to be called: Net()."
#   same_model: "Yours returns the same network at each call. A new one was asked for."
# bend
#   relu_alone: "Yours is ReLU alone; half of the sigmoid is missing."
#   no_relu: "Yours has z itself in the place of ReLU(z)."
#   minus: "Yours subtracts the half sigmoid. It is added."
#   halved_twice: "Yours halves the whole sum. Only sigmoid is halved."
# train_step
#   no_return: "Yours takes the step and returns nothing. Asked for is the batch's loss, as a Python number."
#   gradient_ascent: "Yours goes up the gradient."
#   two_steps: "Yours takes more than one step."
#   rounded_loss: the general fault form_rounded.
#   accuracy: "Yours returns the share of right answers. Asked for is the loss."
#   mean_squared_error: "Yours uses another loss than cross-entropy."
#   train_step_of_one_rate: "Yours steps by a rate of its own instead of asking the optimizer."
# dead_fraction
#   of_100: "Yours is a percentage. Asked for is a share, from 0 to 1."
#   counts_examples: "Yours divides by the number of activations (units times examples)."
#   output_layer_too: "Yours counts the units of the output layer too."
#   returns_a_tensor: "Yours returns a tensor."
#   returns_a_list: "Yours returns one share for each layer."
#   other_error: "Yours raises another error than ValueError."
# port_weights
#   biases_alone: "Yours moves the biases and leaves the kernels behind."
#   biases_as_zeros: as no_biases, with the model's own overwritten by 0.
#   grad_error: "Yours writes into a parameter while autograd records: copy_ wants no_grad."
#   last_layer_left / all_but_the_last: "Yours leaves the last layer as it was."

ATTEMPTS = {
    "torch.build_model": {
        "softmax_in_class": Attempt(
            """
class NeuralNet(nn.Module):
    def __init__(self):
        super(NeuralNet, self).__init__()
        self.fc1 = nn.Linear(12, 8)
        self.fc2 = nn.Linear(8, 5)
        self.fc3 = nn.Linear(5, 3)
        self.relu = nn.ReLU()
        self.softmax = nn.Softmax(dim=1)

    def forward(self, x):
        x = self.relu(self.fc1(x))
        x = self.relu(self.fc2(x))
        return self.softmax(self.fc3(x))

def build_model():
    model = NeuralNet()
    return model
""",
            due=("softmax_at_the_end",),
            share=(0.3, 0.7),
        ),
        "log_softmax": Attempt(
            """
def build_model():
    layers = []
    sizes = [12, 8, 5, 3]
    for i in range(len(sizes) - 1):
        layers.append(nn.Linear(sizes[i], sizes[i + 1]))
        if i < len(sizes) - 2:
            layers.append(nn.ReLU())
    layers.append(nn.LogSoftmax(dim=1))
    return nn.Sequential(*layers)
""",
            due=("log_softmax_at_the_end", "softmax_at_the_end"),
            share=(0.3, 0.7),
        ),
        "loop_with_relu_everywhere": Attempt(
            """
def build_model():
    net = nn.Sequential()
    dims = (12, 8, 5, 3)
    for k in range(3):
        net.add_module("fc%d" % k, nn.Linear(dims[k], dims[k + 1]))
        net.add_module("act%d" % k, nn.ReLU())
    return net
""",
            due=("relu_on_logits",),
            share=(0.3, 0.7),
        ),
        "result_of_relu_dropped": Attempt(
            """
class Model(nn.Module):
    def __init__(self):
        super().__init__()
        self.l1 = nn.Linear(12, 8)
        self.l2 = nn.Linear(8, 5)
        self.l3 = nn.Linear(5, 3)

    def forward(self, X):
        X = self.l1(X)
        F.relu(X)
        X = self.l2(X)
        F.relu(X)
        X = self.l3(X)
        return X

def build_model():
    return Model()
""",
            due=("no_activation",),
            share=(0.2, 0.6),
        ),
        "the_class": Attempt(
            """
class Net2(nn.Module):
    def __init__(self):
        super().__init__()
        self.h1 = nn.Linear(12, 8)
        self.h2 = nn.Linear(8, 5)
        self.out = nn.Linear(5, 3)

    def forward(self, X):
        return self.out(F.relu(self.h2(F.relu(self.h1(X)))))

def build_model():
    return Net2
""",
            due=("the_class",),
            share=(0.0, 0.3),
        ),
        "same_model": Attempt(
            """
net = nn.Sequential(nn.Linear(12, 8), nn.ReLU(), nn.Linear(8, 5), nn.ReLU(), nn.Linear(5, 3))

def build_model():
    return net
""",
            due=("same_model",),
            share=(0.5, 0.95),
        ),
        "forgotten_return": Attempt(
            """
def build_model():
    model = nn.Sequential(
        nn.Linear(12, 8),
        nn.ReLU(),
        nn.Linear(8, 5),
        nn.ReLU(),
        nn.Linear(5, 3),
    )
    print(model)
""",
            due=("nothing_returned",),
            shows="None",
            share=(0.0, 0.2),
        ),
        "leaky_and_softmax": Attempt(
            """
def build_model():
    return nn.Sequential(
        nn.Linear(12, 8), nn.LeakyReLU(0.01),
        nn.Linear(8, 5), nn.LeakyReLU(0.01),
        nn.Linear(5, 3), nn.Softmax(dim=-1),
    )
""",
            due=("leaky", "softmax_at_the_end"),
            share=(0.2, 0.6),
        ),
        "leaky_point_two": Attempt(
            """
def build_model():
    act = nn.LeakyReLU(negative_slope=0.2)
    return nn.Sequential(nn.Linear(12, 8), act, nn.Linear(8, 5), act, nn.Linear(5, 3))
""",
            due=("leaky_of_another_slope", "other_activation"),
            share=(0.3, 0.7),
        ),
        "tanh_between": Attempt(
            """
class Net3(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(in_features=12, out_features=8)
        self.fc2 = nn.Linear(in_features=8, out_features=5)
        self.fc3 = nn.Linear(in_features=5, out_features=3)

    def forward(self, x):
        x = torch.tanh(self.fc1(x))
        x = torch.tanh(self.fc2(x))
        return self.fc3(x)

def build_model():
    return Net3()
""",
            due=("other_activation", "tanh"),
            share=(0.3, 0.7),
        ),
        "first_shape_swapped": Attempt(
            """
def build_model():
    return nn.Sequential(nn.Linear(8, 12), nn.ReLU(), nn.Linear(5, 8), nn.ReLU(), nn.Linear(3, 5))
""",
            due=("sizes_swapped",),
            share=(0.0, 0.3),
        ),
        "one_hidden_and_softmax": Attempt(
            """
def build_model():
    model = nn.Sequential()
    model.append(nn.Linear(12, 8))
    model.append(nn.ReLU())
    model.append(nn.Linear(8, 3))
    model.append(nn.Softmax(dim=1))
    return model
""",
            due=("one_hidden_layer", "softmax_at_the_end"),
            share=(0.0, 0.34),
        ),
        "plain_list_of_layers": Attempt(
            """
class MLP(nn.Module):
    def __init__(self, sizes):
        super().__init__()
        self.layers = [nn.Linear(n_in, n_out) for n_in, n_out in zip(sizes[:-1], sizes[1:])]

    def forward(self, x):
        for layer in self.layers[:-1]:
            x = torch.clamp(layer(x), min=0)
        return self.layers[-1](x)

def build_model():
    return MLP([12, 8, 5, 3])
""",
            due=("layers_in_a_list",),
            share=(0.2, 0.7),
        ),
        "argmax_in_forward": Attempt(
            """
class Classifier(nn.Module):
    def __init__(self):
        super().__init__()
        self.a = nn.Linear(12, 8)
        self.b = nn.Linear(8, 5)
        self.c = nn.Linear(5, 3)

    def forward(self, x):
        x = F.relu(self.a(x))
        x = F.relu(self.b(x))
        x = self.c(x)
        return torch.argmax(x, dim=1)

def build_model():
    return Classifier()
""",
            due=("argmax_at_the_end",),
            share=(0.2, 0.6),
        ),
        "flattens_the_batch": Attempt(
            """
class Flat(nn.Module):
    def __init__(self):
        super().__init__()
        self.one = nn.Linear(12, 8)
        self.two = nn.Linear(8, 5)
        self.three = nn.Linear(5, 3)

    def forward(self, x):
        x = F.relu(self.one(x))
        x = F.relu(self.two(x))
        x = self.three(x)
        return x.view(-1)

def build_model():
    return Flat()
""",
            due=("form_flattened",),
            share=(0.3, 0.8),
        ),
        "dropout": Attempt(
            """
def build_model():
    return nn.Sequential(
        nn.Linear(12, 8),
        nn.ReLU(),
        nn.Dropout(0.5),
        nn.Linear(8, 5),
        nn.ReLU(),
        nn.Dropout(0.5),
        nn.Linear(5, 3),
    )
""",
            due=("dropout",),
            share=(0.3, 0.8),
        ),
        "sizes_and_no_activation": Attempt(
            """
def build_model():
    fc1 = nn.Linear(12, 8)
    fc2 = nn.Linear(8, 8)
    fc3 = nn.Linear(8, 5)
    fc4 = nn.Linear(5, 3)
    return nn.Sequential(fc1, nn.ReLU(), fc2, nn.ReLU(), fc3, nn.ReLU(), fc4)
""",
            due=("layer_too_many",),
            share=(0.0, 0.4),
        ),
    },
    "torch.bend": {
        "underscore_once": Attempt(
            """
def bend(z):
    s = torch.sigmoid(z) * 0.5
    z.relu_()
    return z + s
""",
            due=("input_overwritten", "form_input_changed"),
            share=(0.3, 0.8),
        ),
        "functional_in_place": Attempt(
            """
def bend(z):
    half = torch.sigmoid(z) / 2
    return F.relu(z, inplace=True) + half
""",
            due=("input_overwritten", "form_input_changed"),
            share=(0.3, 0.8),
        ),
        "clone_late": Attempt(
            """
def bend(z):
    s = torch.sigmoid(z)
    s.mul_(0.5)
    out = z.clone()
    out.relu_()
    out += s
    return out
""",
            due=("error_left",),
            share=(0.3, 0.8),
        ),
        "divides_in_place": Attempt(
            """
def bend(z):
    a = F.relu(z)
    b = torch.sigmoid(z)
    b /= 2
    return a + b
""",
            due=("error_left",),
            share=(0.3, 0.8),
        ),
        "numpy_way": Attempt(
            """
def bend(z):
    z = np.array(z)
    relu = np.maximum(0, z)
    sig = 1 / (1 + np.exp(-z))
    return relu + sig / 2
""",
            due=("error_left", "no_grad"),
            share=(0.0, 0.5),
        ),
        "numpy_and_back": Attempt(
            """
def bend(z):
    array = z.detach().numpy()
    result = np.where(array > 0, array, 0) + 0.5 / (1 + np.exp(-array))
    return torch.tensor(result)
""",
            due=("no_grad",),
            share=(0.3, 0.7),
        ),
        "if_on_tensor": Attempt(
            """
def bend(z):
    s = torch.sigmoid(z) / 2
    if z > 0:
        return z + s
    else:
        return s
""",
            due=("form_one_truth_value",),
            share=(0.0, 0.4),
        ),
        "halves_all": Attempt(
            """
def bend(z):
    return (torch.relu(z) + torch.sigmoid(z)) / 2
""",
            due=("all_halved",),
            share=(0.0, 0.4),
        ),
        "factor_lost_and_input": Attempt(
            """
def bend(z):
    s = torch.sigmoid(z)
    z.relu_()
    return z + s
""",
            due=("factor_lost", "input_overwritten", "form_input_changed"),
            share=(0.0, 0.35),
        ),
        "order_and_detach": Attempt(
            """
def bend(z):
    r = z.clone().detach()
    r.relu_()
    s = torch.sigmoid(r)
    return r + s * 0.5
""",
            due=("sigmoid_after_relu", "no_grad"),
            share=(0.0, 0.35),
        ),
        "fresh_requires_grad": Attempt(
            """
def bend(z):
    z = torch.tensor(z, requires_grad=True)
    s = torch.sigmoid(z)
    s = s * 0.5
    z = torch.relu(z)
    return z + s
""",
            due=("no_grad",),
            share=(0.3, 0.7),
        ),
        "prints": Attempt(
            """
def bend(z):
    s = torch.sigmoid(z)
    s = s.mul(0.5)
    r = z.relu()
    print(z + s)
""",
            shows="None",
            due=("form_nothing_returned",),
            share=(0.0, 0.2),
        ),
        "z_plus_s": Attempt(
            """
def bend(z):
    s = torch.sigmoid(z)
    s = s.mul(0.5)
    z.relu()
    return z + s
""",
            due=("no_relu",),
            share=(0.0, 0.4),
        ),
        "python_loop": Attempt(
            """
def bend(z):
    out = torch.zeros(len(z))
    for i in range(len(z)):
        r = z[i] if z[i] > 0 else 0
        out[i] = r + torch.sigmoid(z[i]) / 2
    return out
""",
            due=("form_one_dimension", "form_one_truth_value", "form_python_loop"),
            share=(0.2, 0.7),
        ),
        "silu": Attempt(
            """
def bend(z):
    return F.relu(z) * torch.sigmoid(z) / 2
""",
            due=("product",),
            share=(0.0, 0.34),
        ),
        "no_grad_block": Attempt(
            """
def bend(z):
    with torch.no_grad():
        s = torch.sigmoid(z)
        s.mul_(0.5)
        out = torch.relu(z)
        out.add_(s)
    return out
""",
            due=("no_grad",),
            share=(0.3, 0.7),
        ),
        "gelu_like_sign": Attempt(
            """
def bend(z):
    s = 1 / (1 + torch.exp(z))
    return torch.max(z, torch.zeros_like(z)) + 0.5 * s
""",
            due=("sigmoid_turned",),
            share=(0.0, 0.4),
        ),
    },
    "torch.train_step": {
        "no_return": Attempt(
            """
def train_step(model, optimizer, X, y):
    optimizer.zero_grad()
    logits = model(X)
    loss = F.cross_entropy(logits, y)
    loss.backward()
    optimizer.step()
""",
            due=("nothing_returned", "form_nothing_returned"),
            shows="None",
            share=(0.3, 0.7),
        ),
        "prints_loss": Attempt(
            """
criterion = nn.CrossEntropyLoss()

def train_step(model, optimizer, X, y):
    model.train()
    optimizer.zero_grad()
    output = model(X)
    loss = criterion(output, y)
    loss.backward()
    optimizer.step()
    print("loss:", loss.item())
""",
            due=("nothing_returned", "form_nothing_returned"),
            shows="None",
            share=(0.3, 0.7),
        ),
        "returns_loss": Attempt(
            """
def train_step(model, optimizer, X, y):
    criterion = nn.CrossEntropyLoss()
    optimizer.zero_grad()
    y_pred = model(X)
    loss = criterion(y_pred, y)
    loss.backward()
    optimizer.step()
    return loss
""",
            due=("returns_the_tensor",),
            share=(0.5, 0.9),
        ),
        "no_zero_and_tensor": Attempt(
            """
def train_step(model, optimizer, X, y):
    loss_fn = torch.nn.CrossEntropyLoss()
    pred = model(X)
    loss = loss_fn(pred, y)
    loss.backward()
    optimizer.step()
    return loss.detach()
""",
            due=("zero_grad_forgotten", "returns_the_tensor"),
            share=(0.1, 0.6),
        ),
        "softmax_dim_1": Attempt(
            """
def train_step(model, optimizer, X, y):
    optimizer.zero_grad()
    probs = torch.softmax(model(X), dim=1)
    loss = nn.CrossEntropyLoss()(probs, y)
    loss.backward()
    optimizer.step()
    return float(loss)
""",
            due=("softmax_first",),
            share=(0.1, 0.5),
        ),
        "softmax_and_no_zero": Attempt(
            """
def train_step(model, optimizer, X, y):
    out = F.softmax(model(X), dim=-1)
    loss = F.cross_entropy(out, y)
    loss.backward()
    optimizer.step()
    return loss.item()
""",
            due=("softmax_first", "zero_grad_forgotten"),
            share=(0.0, 0.35),
        ),
        "zero_between_backward_and_step": Attempt(
            """
def train_step(model, optimizer, X, y):
    logits = model(X)
    loss = F.cross_entropy(logits, y)
    loss.backward()
    optimizer.zero_grad()
    optimizer.step()
    return loss.item()
""",
            due=("step_forgotten",),
            share=(0.1, 0.5),
        ),
        "evaluates_only": Attempt(
            """
def train_step(model, optimizer, X, y):
    with torch.no_grad():
        logits = model(X)
        loss = F.cross_entropy(logits, y)
    optimizer.step()
    return loss.item()
""",
            due=("step_forgotten", "gradients_never_computed"),
            share=(0.1, 0.5),
        ),
        "sgd_by_hand": Attempt(
            """
def train_step(model, optimizer, X, y):
    model.zero_grad()
    loss = F.cross_entropy(model(X), y)
    loss.backward()
    with torch.no_grad():
        for p in model.parameters():
            p -= 0.1 * p.grad
    return loss.item()
""",
            due=("own_rate",),
            share=(0.2, 0.7),
        ),
        "whole_training": Attempt(
            """
def train_step(model, optimizer, X, y):
    losses = []
    for epoch in range(10):
        optimizer.zero_grad()
        loss = F.cross_entropy(model(X), y)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses
""",
            due=("several_steps", "form_list"),
            share=(0.0, 0.4),
        ),
        "two_steps": Attempt(
            """
def train_step(model, optimizer, X, y):
    for _ in range(2):
        optimizer.zero_grad()
        loss = F.cross_entropy(model(X), y)
        loss.backward()
        optimizer.step()
    return loss.item()
""",
            due=("several_steps", "loss_after_the_step"),
            share=(0.0, 0.4),
        ),
        "mse_one_hot": Attempt(
            """
def train_step(model, optimizer, X, y):
    optimizer.zero_grad()
    logits = model(X)
    target = F.one_hot(y, logits.shape[1]).float()
    loss = F.mse_loss(logits, target)
    loss.backward()
    optimizer.step()
    return loss.item()
""",
            due=("mean_squared_error",),
            share=(0.0, 0.4),
        ),
        "arguments_swapped": Attempt(
            """
def train_step(model, optimizer, X, y):
    optimizer.zero_grad()
    loss = F.cross_entropy(y, model(X))
    loss.backward()
    optimizer.step()
    return loss.item()
""",
            shows="Error",
            share=(0.0, 0.2),
        ),
        "loss_rounded": Attempt(
            """
def train_step(model, optimizer, X, y):
    optimizer.zero_grad()
    loss = F.cross_entropy(model(X), y)
    loss.backward()
    optimizer.step()
    return round(loss.item(), 2)
""",
            due=("result_rounded",),
            share=(0.4, 0.95),
        ),
        "accuracy": Attempt(
            """
def train_step(model, optimizer, X, y):
    optimizer.zero_grad()
    out = model(X)
    loss = F.cross_entropy(out, y)
    loss.backward()
    optimizer.step()
    accuracy = (out.argmax(dim=1) == y).float().mean()
    return accuracy.item()
""",
            due=("returns_the_accuracy",),
            share=(0.3, 0.7),
        ),
        "loss_and_logits": Attempt(
            """
def train_step(model, optimizer, X, y):
    optimizer.zero_grad()
    logits = model(X)
    loss = F.cross_entropy(logits, y)
    loss.backward()
    optimizer.step()
    return loss.item(), logits
""",
            due=("form_extra_results",),
            share=(0.4, 0.9),
        ),
        "minus_loss": Attempt(
            """
def train_step(model, optimizer, X, y):
    optimizer.zero_grad()
    loss = -F.cross_entropy(model(X), y)
    loss.backward()
    optimizer.step()
    return loss.item()
""",
            due=("result_negated", "uphill"),
            share=(0.0, 0.35),
        ),
        "own_optimizer": Attempt(
            """
def train_step(model, optimizer, X, y):
    optimizer = torch.optim.SGD(model.parameters(), lr=0.01)
    optimizer.zero_grad()
    loss = F.cross_entropy(model(X), y)
    loss.backward()
    optimizer.step()
    return loss.item()
""",
            due=("own_rate",),
            share=(0.2, 0.7),
        ),
        "sum_divided_by_classes": Attempt(
            """
def train_step(model, optimizer, X, y):
    optimizer.zero_grad()
    logits = model(X)
    p = F.softmax(logits, dim=1)
    loss = 0
    for i in range(len(y)):
        loss = loss - torch.log(p[i, y[i]])
    loss.backward()
    optimizer.step()
    return loss.item()
""",
            due=("summed", "form_python_loop"),
            share=(0.0, 0.5),
        ),
    },
    "torch.dead_fraction": {
        "counts_layers_mean": Attempt(
            """
def dead_fraction(model, X):
    for p in model.parameters():
        if not torch.isfinite(p).all():
            raise ValueError("parameters not finite")
    shares = []
    h = X
    for layer in model:
        h = layer(h)
        if isinstance(layer, nn.ReLU):
            dead = (h == 0).all(dim=0)
            shares.append(dead.float().mean().item())
    if not torch.isfinite(h).all():
        raise ValueError("outputs not finite")
    return sum(shares) / len(shares)
""",
            due=("mean_of_layers",),
            share=(0.4, 0.8),
        ),
        "zeros_in_again": Attempt(
            """
def dead_fraction(model, X):
    shares = []

    def look(module, inputs, output):
        shares.append((output == 0).float().mean().item())

    handles = [m.register_forward_hook(look) for m in model if isinstance(m, nn.ReLU)]
    with torch.no_grad():
        out = model(X)
    for handle in handles:
        handle.remove()
    if not out.isfinite().all() or not all(p.isfinite().all() for p in model.parameters()):
        raise ValueError("not finite")
    return sum(shares) / len(shares)
""",
            due=("sparsity", "mean_of_layers"),
            share=(0.1, 0.5),
        ),
        "wrong_dim": Attempt(
            """
def dead_fraction(model, X):
    out = model(X)
    if not torch.isfinite(out).all():
        raise ValueError
    for p in model.parameters():
        if not torch.isfinite(p).all():
            raise ValueError
    dead = 0
    total = 0
    for layer in model:
        X = layer(X)
        if isinstance(layer, nn.ReLU):
            d = (X == 0).all(dim=1)
            dead += d.sum().item()
            total += len(d)
    return dead / total
""",
            due=("along_the_units",),
            share=(0.1, 0.5),
        ),
        "no_check": Attempt(
            """
def dead_fraction(model, X):
    dead_units = 0
    total_units = 0
    activation = X
    with torch.no_grad():
        for module in model:
            activation = module(activation)
            if isinstance(module, nn.ReLU):
                max_per_unit = activation.max(dim=0).values
                dead_units += int((max_per_unit == 0).sum())
                total_units += activation.shape[1]
    return dead_units / total_units
""",
            due=("no_refusal",),
            share=(0.4, 0.8),
        ),
        "isnan_only": Attempt(
            """
def dead_fraction(model, X):
    with torch.no_grad():
        out = model(X)
        if torch.isnan(out).any():
            raise ValueError("NaN in outputs")
        for p in model.parameters():
            if torch.isnan(p).any():
                raise ValueError("NaN in parameters")
        dead = total = 0
        a = X
        for layer in model:
            a = layer(a)
            if type(layer) is nn.ReLU:
                dead += (a.abs().sum(dim=0) == 0).sum().item()
                total += a.size(1)
    return dead / total
""",
            due=("infinities_missed", "looks_at_parameters_alone"),
            share=(0.5, 0.9),
        ),
        "percent": Attempt(
            """
def dead_fraction(model, X):
    if not all(p.isfinite().all() for p in model.parameters()) or not model(X).isfinite().all():
        raise ValueError("the model is broken")
    dead, n = 0, 0
    for m in model:
        X = m(X)
        if isinstance(m, nn.ReLU):
            dead += (X == 0).all(dim=0).sum().item()
            n += X.shape[1]
    return 100 * dead / n
""",
            due=("percent", "result_scaled"),
            share=(0.1, 0.7),
        ),
        "divides_by_all": Attempt(
            """
def dead_fraction(model, X):
    for p in model.parameters():
        if not p.isfinite().all():
            raise ValueError("weights")
    zeros = 0
    total = 0
    x = X
    with torch.no_grad():
        for layer in model:
            x = layer(x)
            if isinstance(layer, nn.ReLU):
                zeros = zeros + (x == 0).all(dim=0).sum()
                total = total + x.numel()
    if not x.isfinite().all():
        raise ValueError("outputs")
    return (zeros / total).item()
""",
            due=("divided_by_activations", "result_scaled"),
            share=(0.1, 0.5),
        ),
        "output_layer_too": Attempt(
            """
def dead_fraction(model, X):
    params_ok = all(torch.isfinite(p).all() for p in model.parameters())
    if not params_ok:
        raise ValueError("infinite")
    dead = []
    for layer in model:
        X = layer(X)
        if isinstance(layer, nn.Linear):
            dead.append((X <= 0).all(dim=0))
    if not torch.isfinite(X).all():
        raise ValueError("infinite")
    return torch.cat(dead).float().mean().item()
""",
            due=("output_layer_too",),
            share=(0.1, 0.5),
        ),
        "count_and_no_check": Attempt(
            """
def dead_fraction(model, X):
    count = 0
    for layer in model:
        X = layer(X)
        if isinstance(layer, nn.ReLU):
            for unit in range(X.shape[1]):
                if X[:, unit].sum() == 0:
                    count += 1
    return count
""",
            due=("count", "no_refusal", "naive"),
            share=(0.0, 0.34),
        ),
        "alive_and_returns_nan": Attempt(
            """
def dead_fraction(model, X):
    alive = 0
    total = 0
    with torch.no_grad():
        for layer in model:
            X = layer(X)
            if isinstance(layer, nn.ReLU):
                alive += (X > 0).any(dim=0).sum().item()
                total += X.shape[1]
    if not torch.isfinite(X).all():
        return float("nan")
    return alive / total
""",
            due=("alive", "returns_nan", "looks_at_outputs_alone"),
            share=(0.0, 0.34),
        ),
        "assert_error": Attempt(
            """
def dead_fraction(model, X):
    y = model(X)
    assert torch.isfinite(y).all(), "outputs are not finite"
    for p in model.parameters():
        assert torch.isfinite(p).all(), "parameters are not finite"
    flags = []
    for layer in model:
        X = layer(X)
        if isinstance(layer, nn.ReLU):
            flags += (X == 0).all(dim=0).tolist()
    return sum(flags) / len(flags)
""",
            due=("another_error", "form_refuses"),
            share=(0.6, 0.95),
        ),
        "prints_the_error": Attempt(
            """
def dead_fraction(model, X):
    try:
        out = model(X)
        for p in list(model.parameters()) + [out]:
            if not p.isfinite().all():
                raise ValueError("not finite")
        dead = []
        for layer in model:
            X = layer(X)
            if isinstance(layer, nn.ReLU):
                dead.append((X == 0).all(dim=0))
        return torch.cat(dead).float().mean().item()
    except ValueError as e:
        print(e)
""",
            shows="ValueError",
            share=(0.5, 0.9),
        ),
        "returns_tensor": Attempt(
            """
def dead_fraction(model, X):
    everything = [model(X)] + [p for p in model.parameters()]
    for t in everything:
        if not torch.all(torch.isfinite(t)):
            raise ValueError("non-finite values")
    dead = []
    for layer in model:
        X = layer(X)
        if isinstance(layer, nn.ReLU):
            dead.append((X == 0).all(dim=0))
    return torch.cat(dead).float().mean()
""",
            due=("returns_a_tensor",),
            share=(0.7, 1.0),
        ),
        "list_of_shares": Attempt(
            """
def dead_fraction(model, X):
    if any(not p.isfinite().all() for p in model.parameters()):
        raise ValueError()
    result = []
    for layer in model:
        X = layer(X)
        if isinstance(layer, nn.ReLU):
            result.append((X == 0).all(dim=0).float().mean().item())
    if not X.isfinite().all():
        raise ValueError()
    return result
""",
            due=("one_share_for_each_layer", "form_list"),
            share=(0.1, 0.5),
        ),
        "first_three_modules": Attempt(
            """
def dead_fraction(model, X):
    hidden = model[1](model[0](X))
    output = model(X)
    if not output.isfinite().all():
        raise ValueError("output is not finite")
    for p in model.parameters():
        if not p.isfinite().all():
            raise ValueError("parameter is not finite")
    dead = (hidden == 0).all(dim=0)
    return dead.sum().item() / dead.numel()
""",
            due=("first_layer_alone",),
            share=(0.3, 0.7),
        ),
        "small_sum_and_outputs": Attempt(
            """
def dead_fraction(model, X):
    dead, total = 0, 0
    with torch.no_grad():
        for layer in model:
            X = layer(X)
            if isinstance(layer, nn.ReLU):
                dead += (X.max(dim=0)[0] < 1e-3).sum().item()
                total += X.shape[-1]
    if torch.isinf(X).any() or torch.isnan(X).any():
        raise ValueError("outputs not finite")
    return dead / total
""",
            due=("with_a_tolerance", "looks_at_outputs_alone"),
            share=(0.4, 0.8),
        ),
        "hooks_left": Attempt(
            """
def dead_fraction(model, X):
    acts = []
    for m in model:
        if isinstance(m, nn.ReLU):
            m.register_forward_hook(lambda mod, inp, out: acts.append(out))
    out = model(X)
    if not out.isfinite().all() or not all(p.isfinite().all() for p in model.parameters()):
        raise ValueError("not finite")
    dead = torch.cat([(a == 0).all(0) for a in acts])
    return dead.float().mean().item()
""",
            due=("hooks_left",),
            share=(0.7, 0.99),
        ),
    },
    "torch.port_weights": {
        "does_nothing": Attempt(
            """
def port_weights(kernels, biases, model):
    return model
""",
            due=("into_a_copy",),
            share=(0.0, 0.05),
        ),
        "from_numpy_data": Attempt(
            """
def port_weights(kernels, biases, model):
    i = 0
    for layer in model:
        if isinstance(layer, nn.Linear):
            layer.weight.data = torch.from_numpy(kernels[i].T)
            layer.bias.data = torch.from_numpy(biases[i])
            i += 1
""",
            due=("shared_memory",),
            share=(0.5, 0.9),
        ),
        "without_no_grad": Attempt(
            """
def port_weights(kernels, biases, model):
    linears = [m for m in model if isinstance(m, nn.Linear)]
    for k, b, lin in zip(kernels, biases, linears):
        lin.weight.copy_(torch.tensor(k.T))
        lin.bias.copy_(torch.tensor(b))
""",
            due=("autograd_refuses",),
            shows="leaf",
            share=(0.0, 0.35),
        ),
        "tensor_in_place_of_parameter": Attempt(
            """
def port_weights(kernels, biases, model):
    index = 0
    for module in model.children():
        if isinstance(module, nn.Linear):
            module.weight = torch.tensor(kernels[index]).t()
            module.bias = torch.tensor(biases[index])
            index = index + 1
    return model
""",
            shows="TypeError",
            share=(0.0, 0.35),
        ),
        "index_over_modules": Attempt(
            """
def port_weights(kernels, biases, model):
    with torch.no_grad():
        for i in range(len(kernels)):
            model[i].weight.copy_(torch.tensor(kernels[i].T))
            model[i].bias.copy_(torch.tensor(biases[i]))
""",
            shows="AttributeError",
            share=(0.0, 0.35),
        ),
        "not_transposed_new_parameter": Attempt(
            """
def port_weights(kernels, biases, model):
    linear = [layer for layer in model if isinstance(layer, nn.Linear)]
    for n in range(len(linear)):
        linear[n].weight = nn.Parameter(torch.tensor(kernels[n]))
        linear[n].bias = nn.Parameter(torch.tensor(biases[n]))
""",
            due=("not_transposed",),
            share=(0.0, 0.35),
        ),
        "not_transposed_no_biases": Attempt(
            """
def port_weights(kernels, biases, model):
    j = 0
    for layer in model:
        if hasattr(layer, "weight"):
            layer.weight.data.copy_(torch.from_numpy(kernels[j]))
            j += 1
""",
            due=("not_transposed", "no_biases", "form_shapes_do_not_fit"),
            share=(0.0, 0.3),
        ),
        "view_of_shape": Attempt(
            """
def port_weights(kernels, biases, model):
    params = list(model.parameters())
    with torch.no_grad():
        for i in range(len(kernels)):
            w = params[2 * i]
            w.copy_(torch.tensor(kernels[i]).view(w.shape))
            params[2 * i + 1].copy_(torch.tensor(biases[i]))
""",
            due=("reshaped",),
            share=(0.0, 0.35),
        ),
        "as_tensor_of_bias": Attempt(
            """
def port_weights(kernels, biases, model):
    layers = [m for m in model if isinstance(m, nn.Linear)]
    for layer, W, b in zip(layers, kernels, biases):
        layer.weight = nn.Parameter(torch.tensor(W.T.copy()))
        layer.bias = nn.Parameter(torch.as_tensor(b))
""",
            due=("shared_memory",),
            share=(0.5, 0.9),
        ),
        "new_model_returned": Attempt(
            """
def port_weights(kernels, biases, model):
    layers = []
    for i, (k, b) in enumerate(zip(kernels, biases)):
        layer = nn.Linear(k.shape[0], k.shape[1])
        layer.weight.data = torch.tensor(k.T)
        layer.bias.data = torch.tensor(b)
        layers.append(layer)
        if i < len(kernels) - 1:
            layers.append(nn.ReLU())
    model = nn.Sequential(*layers)
    return model
""",
            due=("into_a_copy",),
            share=(0.0, 0.2),
        ),
        "assigned_to_names": Attempt(
            """
def port_weights(kernels, biases, model):
    i = 0
    for layer in model:
        if isinstance(layer, nn.Linear):
            w, b = layer.weight, layer.bias
            w = torch.tensor(kernels[i].T)
            b = torch.tensor(biases[i])
            i += 1
""",
            due=("into_a_copy",),
            share=(0.0, 0.1),
        ),
        "counter_forgotten": Attempt(
            """
def port_weights(kernels, biases, model):
    i = 0
    with torch.no_grad():
        for layer in model:
            if isinstance(layer, nn.Linear):
                layer.weight.copy_(torch.tensor(kernels[i].T))
                layer.bias.copy_(torch.tensor(biases[i]))
""",
            shows="RuntimeError",
            due=("form_shapes_do_not_fit",),
            share=(0.0, 0.4),
        ),
        "stops_too_early": Attempt(
            """
def port_weights(kernels, biases, model):
    linears = [m for m in model.modules() if isinstance(m, nn.Linear)]
    with torch.no_grad():
        for i in range(len(linears) - 1):
            linears[i].weight[:] = torch.tensor(kernels[i]).T
            linears[i].bias[:] = torch.tensor(biases[i])
""",
            due=("last_layer_left",),
            share=(0.0, 0.4),
        ),
        "returns_after_the_first": Attempt(
            """
def port_weights(kernels, biases, model):
    layers = [m for m in model if isinstance(m, nn.Linear)]
    with torch.no_grad():
        for layer, k, b in zip(layers, kernels, biases):
            layer.weight.copy_(torch.tensor(k.T))
            layer.bias.copy_(torch.tensor(b))
            return model
""",
            due=("first_layer_alone",),
            share=(0.0, 0.5),
        ),
        "biases_alone_and_shared": Attempt(
            """
def port_weights(kernels, biases, model):
    count = 0
    for layer in model:
        if isinstance(layer, nn.Linear):
            layer.bias = nn.Parameter(torch.from_numpy(biases[count]))
            count += 1
""",
            due=("biases_alone", "shared_memory"),
            share=(0.0, 0.35),
        ),
        "float64": Attempt(
            """
def port_weights(kernels, biases, model):
    lin = [m for m in model if isinstance(m, nn.Linear)]
    for i in range(len(lin)):
        lin[i].weight = nn.Parameter(torch.tensor(kernels[i].T.astype(np.float64)))
        lin[i].bias = nn.Parameter(torch.tensor(biases[i].astype(np.float64)))
""",
            due=("other_dtype",),
            share=(0.1, 0.7),
        ),
        "only_transposes_when_needed": Attempt(
            """
def port_weights(kernels, biases, model):
    i = 0
    for layer in model:
        if isinstance(layer, nn.Linear):
            k = torch.from_numpy(kernels[i])
            if k.shape != layer.weight.shape:
                k = k.T
            layer.weight.data.copy_(k)
            layer.bias.data.copy_(torch.from_numpy(biases[i]))
            i += 1
""",
            due=("transposed_where_it_would_fail",),
            share=(0.2, 0.7),
        ),
    },
}
