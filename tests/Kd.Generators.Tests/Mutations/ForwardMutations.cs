namespace Kd.Generators.Tests.Mutations;

/// <summary>Modules whose code computes something else than it seems to.</summary>
public class ForwardMutations
{
    [Theory]
    // Layers that are not kept.
    [Mutation("KD0051", "CarefulForward", "head.call(mixer", "Linear(8, 10).call(mixer", "{|Linear(8, 10)|}.call")]
    [Mutation("KD0051", "CarefulForward", "Linear Values => values", "Linear Values => Linear(8, 8)", "Values => {|Linear(8, 8)|}")]
    [Mutation("KD0051", "Plain", "layers.call(images)", "Sequential(Flatten(), Linear(64, 10)).call(images)", "{|Sequential(Flatten(), Linear(64, 10))|}.call")]
    [Mutation("KD0052", "CarefulForward", "    private readonly Linear head", "    private static readonly Linear head", "Linear {|head|} =")]
    [Mutation("KD0052", "CarefulForward", "private static readonly ReLU activation = ReLU();", "private static Linear activation { get; } = Linear(8, 8);", "Linear {|activation|} {")]

    // Parameters and buffers.
    [Mutation("KD0053", "CarefulForward", "        init.zeros_(keys.bias!);", "        using var bias = init.zeros_(keys.bias!);", "{|init.zeros_(keys.bias!)|}")]
    [Mutation("KD0053", "CarefulForward", "init.ones_(scale);", "init.ones_(scale).Dispose();", "{|init.ones_(scale)|}")]
    [Mutation("KD0053", "CarefulForward", "using (no_grad())\n        {\n            init.ones_(scale);\n", "using (init.ones_(scale))\n        {\n", "{|init.ones_(scale)|}")]
    [Mutation("KD0059", "CarefulForward", "persistent: true", "persistent: false", "{|persistent: false|}")]
    [Mutation("KD0059", "CarefulForward", "zeros(8), persistent: true", "zeros(8), false", "zeros(8), {|false|}")]

    [Mutation("KD0062", "CarefulForward", "using var start = init.normal_", "using var scope = NewDisposeScope();\n        using var start = init.normal_", "{|mean = Parameter(start)|}")]
    [Mutation("KD0062", "CarefulForward", "        average = zeros(8);", "        using (NewDisposeScope())\n        {\n            average = zeros(8).add(1);\n        }\n", "{|average = zeros(8).add(1)|}")]

    // What forward returns.
    [Mutation("KD0054", "CarefulForward", "mm(eye(8)));", "mm(eye(8))).detach();", "{|head.call(mixer.call(x).mm(eye(8))).detach()|}")]
    [Mutation("KD0054", "CarefulForward", "[Teacher(Weights = \"large.safetensors\")]", "[Teacher, Sgd]", "{|head.call(stem.call(images)).detach()|}")]
    [Mutation("KD0054", "CarefulForward", "        var maps = stem", "        using var none = no_grad();\n        var maps = stem", "{|using var none = no_grad();|}")]
    [Mutation("KD0055", "CarefulForward", "mm(eye(8)));", "mm(eye(8))).softmax(1);", "{|head.call(mixer.call(x).mm(eye(8))).softmax(1)|}")]
    [Mutation("KD0055", "GivenWeights", "=> layer.call(images.flatten(1));\n}\n\n[Student<Given>, Response, Sgd]", "=> functional.softmax(layer.call(images.flatten(1)), 1);\n}\n\n[Student<Given>, Response, Sgd]", "{|functional.softmax(layer.call(images.flatten(1)), 1)|}")]

    // Modes.
    [Mutation("KD0056", "CarefulForward", "functional.dropout(weights, 0.1, training: training)", "functional.dropout(weights, 0.1)", "{|functional.dropout(weights, 0.1)|}")]
    [Mutation("KD0056", "CarefulForward", "mm(eye(8)));", "mm(functional.dropout2d(eye(8))));", "{|functional.dropout2d(eye(8))|}")]
    [Mutation("KD0057", "CarefulForward", "Values.eval();", "Values.train();", "{|Values.train()|}")]
    [Mutation("KD0057", "CarefulForward", "        var maps = stem", "        eval();\n        var maps = stem", "{|eval()|};\n        var maps")]

    // Places.
    [Mutation("KD0058", "CarefulForward", "maps.relu()", "maps.relu_()", "{|maps.relu_()|}")]
    [Mutation("KD0058", "CarefulForward", "maps.relu()", "functional.relu(maps, inplace: true)", "{|functional.relu(maps, inplace: true)|}")]
    [Mutation("KD0058", "Ofd", "head.call(stem.call(images))", "head.call(stem.call(images).add_(1))", "{|stem.call(images).add_(1)|}")]
    [Mutation("KD0060", "CarefulForward", "var maps = stem.call(images);", "var maps = images.exp();", "Conv2d {|stem|} = Conv2d(1, 8, 3);\n    private readonly Sequential pool")]
    [Mutation("KD0060", "HiddenStates", "hidden.call(attention.call(embedding.call(ids)).Output));\n}\n\n[Student<Reader>", "attention.call(embedding.call(ids)).Output);\n}\n\n[Student<Reader>", "Linear {|hidden|} = Linear(8, 8)")]

    // Products.
    [Mutation("KD0061", "CarefulForward", ".mm(eye(8))", ".matmul(eye(8))", "{|mixer.call(x).matmul(eye(8))|}")]
    [Mutation("KD0061", "Plain", "layers.call(images)", "torch.matmul(layers.call(images), eye(10))", "{|torch.matmul(layers.call(images), eye(10))|}")]
    [Mutation("KD0063", "CarefulForward", "return head.call(mixer.call(x).mm(eye(8)));", "var last = mixer.call(x).mm(eye(8));\n        return head.call(last);", "var {|last|} = mixer")]
    [Mutation("KD0063", "CarefulForward", "return head.call(mixer.call(x).mm(eye(8)));", "Tensor last = functional.relu(x);\n        return head.call(mixer.call(x).mm(eye(8)) + last);", "Tensor {|last|} = functional")]
    public Task Is_told(string id, string program, string old, string @new, string[] places) => Suite.AssertTold(id, program, old, @new, places);
}
