using System.Text.RegularExpressions;
using Kd.IO;
using Kd.Tests.Fixtures;
using TorchSharp.Modules;

namespace Kd.Tests.IO;

/// <summary>What is said of a file whose names are not those of the model.</summary>
public sealed class WeightNamesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly DisposeScope _scope = NewDisposeScope();

    [Fact]
    public void A_misspelt_name_is_shown_with_the_one_that_was_meant() => AssertFaults(
        [("conv1.weight", 4, 3), ("conv1.bias", 4, 1)],
        [("conv1.weigth", 4, 3), ("conv1.bias", 4, 1)],
        "1 missing, 1 unexpected. conv1.weigth is unexpected (did you mean conv1.weight, which is missing?).");

    [Fact]
    public void Of_several_names_the_nearest_of_the_same_shape_is_meant() => AssertFaults(
        [("conv1.weight", 4, 3), ("conv2.weight", 5, 4), ("conv3.weight", 5, 4)],
        [("conv_3.weight", 5, 4), ("conv_2.weight", 5, 4), ("conv_1.weight", 4, 3)],
        "3 missing, 3 unexpected. conv_1.weight is unexpected (did you mean conv1.weight, which is missing?); " +
        "conv_2.weight is unexpected (did you mean conv2.weight, which is missing?); " +
        "conv_3.weight is unexpected (did you mean conv3.weight, which is missing?).");

    [Fact]
    public void A_weight_is_no_misspelt_bias() => AssertFaults(
        [("norm.weight", 4, 1), ("norm.bias", 4, 1), ("head.bias", 4, 1), ("other.weight", 4, 1)],
        [("norm.bias", 4, 1), ("head.bias", 4, 1), ("norm1.bias", 4, 1), ("other.weight", 4, 1)],
        "1 missing, 1 unexpected. norm.weight is missing; norm1.bias is unexpected.");

    [Fact]
    public void A_part_more_or_less_is_one_mistake() => AssertFaults(
        [("layers.0.weight", 4, 4), ("head.weight", 2, 4)],
        [("transformer.encoder.layers.0.weight", 4, 4), ("head.weight", 2, 4)],
        "1 missing, 1 unexpected. transformer.encoder.layers.0.weight is unexpected (did you mean layers.0.weight, which is missing?).");

    [Fact]
    public void A_name_with_one_wrong_letter_is_near_whatever_its_shape() => AssertFaults(
        [("head.weight", 2, 4), ("stem.weight", 2, 4)],
        [("heads.weight", 7, 4), ("body.weight", 7, 4)],
        "2 missing, 2 unexpected. heads.weight (7, 4) is unexpected (did you mean head.weight (2, 4), which is missing?); stem.weight is missing; body.weight is unexpected.");

    [Fact]
    public void Names_that_have_nothing_in_common_are_not_related() => AssertFaults(
        [("stem.weight", 4, 4)],
        [("classifier.kernel", 4, 4)],
        "1 missing, 1 unexpected. stem.weight is missing; classifier.kernel is unexpected.");

    [Fact]
    public void A_long_list_is_cut_and_its_length_is_said()
    {
        var faults = Faults(
            [.. Enumerable.Range(0, 33).Select(i => ($"layer{i:00}.weight", 4, 4))],
            [("layer00.weight", 3, 3), .. Enumerable.Range(0, 5).Select(i => ($"{new string((char)('a' + i), 12)}.kernel", 4, 4))]);

        Assert.StartsWith("32 missing, 5 unexpected, 1 of another shape. layer00.weight is (3, 3) where (4, 4) is wanted; layer01.weight is missing; ", faults);
        Assert.EndsWith("; layer09.weight is missing; and 28 more.", faults);
        Assert.Equal(10, Regex.Count(faults, "; "));
    }

    [Theory]
    [InlineData("module.", "begins with module., as torch.nn.DataParallel leaves it: save the inner module's state_dict().")]
    [InlineData("_orig_mod.", "begins with _orig_mod., as torch.compile leaves it: save the inner module's state_dict().")]
    [InlineData("model.", "begins with model.: save the inner module's state_dict().")]
    [InlineData("module.model.", "begins with module.model.: save the inner module's state_dict().")]
    public void A_prefix_of_all_names_of_the_file_is_told(string prefix, string part) => AssertFaults(
        [("a.weight", 4, 4), ("b.weight", 2, 4)],
        [($"{prefix}a.weight", 4, 4), ($"{prefix}b.weight", 2, 4)],
        $"2 missing, 2 unexpected. Every name in the file {part} Apart from that all fits.");

    [Fact]
    public void A_prefix_of_all_names_of_the_model_is_told() => AssertFaults(
        [("net.a.weight", 4, 4), ("net.b.weight", 2, 4)],
        [("a.weight", 4, 4), ("b.weight", 2, 4)],
        "2 missing, 2 unexpected. Every name of the model begins with net.: save the state_dict() of a module that has the part net. Apart from that all fits.");

    [Fact]
    public void What_does_not_fit_beside_a_prefix_is_told_too() => AssertFaults(
        [("a.weight", 4, 4), ("b.weight", 2, 4), ("c.weight", 2, 4)],
        [("module.a.weight", 4, 4), ("module.b.weigth", 2, 4), ("module.c.weight", 3, 4)],
        "3 missing, 3 unexpected. Every name in the file begins with module., as torch.nn.DataParallel leaves it: save the inner module's state_dict(). " +
        "Apart from that: 1 missing, 1 unexpected, 1 of another shape. " +
        "b.weigth is unexpected (did you mean b.weight, which is missing?); c.weight is (3, 4) where (2, 4) is wanted.");

    [Fact]
    public void The_only_ones_of_a_shape_are_related_whatever_their_names() => AssertFaults(
        [("stem.weight", 4, 4), ("body.weight", 4, 4), ("head.2.weight", 10, 4)],
        [("transformer.weight", 4, 4), ("reconstruction.weight", 4, 4), ("classifier.weight", 10, 4)],
        "3 missing, 3 unexpected. classifier.weight is unexpected (did you mean head.2.weight, which is missing?); " +
        "stem.weight is missing; body.weight is missing; transformer.weight is unexpected; reconstruction.weight is unexpected.");

    [Fact]
    public void A_first_part_that_belongs_there_is_no_prefix() => AssertFaults(
        [("net.a.weight", 4, 4), ("net.b.weight", 2, 4)],
        [("net.a.weight", 4, 4)],
        "1 missing. net.b.weight is missing.");

    [Fact]
    public void An_auto_property_is_told_and_what_the_message_says_helps()
    {
        using var written = nn.Sequential(("Layer", nn.Linear(3, 4)));
        using var property = new WithProperty();
        using var named = new WithNamedProperty();
        written.save(_folder["teacher.dat"]);

        var message = Assert.Throws<InvalidDataException>(() => ModelWeights.Import(property, _folder["teacher.dat"])).Message;
        ModelWeights.Import(named, _folder["teacher.dat"]);

        Assert.Contains("TorchSharp names an auto-property X <X>k__BackingField: make it a field, or name it by [field: TorchSharp.Utils.ComponentName(Name = \"...\")].", message);
        Assert.Contains("Layer.weight is unexpected (did you mean <Layer>k__BackingField.weight, which is missing?)", message);
        Assert.Equal(Tensors.Bytes(written), Tensors.Bytes(named));
    }

    [Fact]
    public void Names_that_no_one_would_give_make_one_line_of_a_length_that_can_be_read()
    {
        var faults = Faults([("a.weight", 4, 4)], [("", 4, 4), ("a\nb\u001b", 4, 4), (new('x', 100_000), 4, 4)]);

        Assert.Equal($"1 missing, 3 unexpected. a.weight is missing; '' is unexpected; 'a?b?' is unexpected; {new string('x', 200)}... is unexpected.", faults);
    }

    [Fact]
    public void Of_very_many_names_the_first_are_related()
    {
        var faults = Faults(
            [.. Enumerable.Range(0, 20_000).Select(i => ($"encoder.layers.{i}.attention.output.weight", 1, 1))],
            [.. Enumerable.Range(0, 20_000).Select(i => ($"encoder.layers.{i}.attn.output.weight", 1, 1))]);

        Assert.StartsWith("20000 missing, 20000 unexpected. encoder.layers.0.attn.output.weight is unexpected", faults);
    }

    public void Dispose()
    {
        _scope.Dispose();
        _folder.Dispose();
    }

    private static void AssertFaults((string Name, int Rows, int Columns)[] model, (string Name, int Rows, int Columns)[] file, string expected) =>
        Assert.Equal(expected, Faults(model, file));

    private static string Faults((string Name, int Rows, int Columns)[] model, (string Name, int Rows, int Columns)[] file) =>
        new WeightsComparison(Weights(model), Weights(file), converts: true).Faults()!;

    private static Dictionary<string, Tensor> Weights((string Name, int Rows, int Columns)[] weights) =>
        weights.ToDictionary(w => w.Name, w => zeros(w.Rows, w.Columns));

    private sealed class WithProperty : nn.Module<Tensor, Tensor>
    {
        public WithProperty()
            : base(nameof(WithProperty)) => RegisterComponents();

        private Linear Layer { get; } = nn.Linear(3, 4);

        public override Tensor forward(Tensor input) => Layer.call(input);
    }

    private sealed class WithNamedProperty : nn.Module<Tensor, Tensor>
    {
        public WithNamedProperty()
            : base(nameof(WithNamedProperty)) => RegisterComponents();

        [field: TorchSharp.Utils.ComponentName(Name = "Layer")]
        private Linear Layer { get; } = nn.Linear(3, 4);

        public override Tensor forward(Tensor input) => Layer.call(input);
    }
}
