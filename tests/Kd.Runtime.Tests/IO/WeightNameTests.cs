using Kd.IO;
using Kd.Tests.Fixtures;
using TorchSharp.Modules;

namespace Kd.Tests.IO;

/// <summary>Files whose names are not those of the class: <c>[WeightName]</c>.</summary>
public sealed class WeightNameTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly DisposeScope _scope = NewDisposeScope();

    [Fact]
    public void Members_paths_parameters_buffers_and_inner_classes_are_read_by_the_names_that_they_say()
    {
        using var model = new Named();
        string[] inFile =
        [
            "net.conv1.weight", "net.bn1.weight", "net.bn1.bias", "net.bn1.running_mean", "net.bn1.running_var", "net.bn1.num_batches_tracked",
            "net.fc.weight", "net.fc.bias", "net.gamma", "net.mean", "net.0.weight", "net.0.bias", "net.blocks.0.linear.weight", "net.blocks.1.linear.weight", "net.plain.weight",
        ];

        Assert.Equal(inFile.Order(StringComparer.Ordinal), new NamesInFile(model).Of([.. model.state_dict().Keys]).Values.Order(StringComparer.Ordinal));
        AssertImported(model, "teacher.safetensors");
    }

    [Fact]
    public void What_Kd_writes_and_reads_itself_has_the_names_of_the_class()
    {
        using var model = new Named();
        using var other = new Named();
        ModelWeights.Save(model, _folder["student.safetensors"]);

        Assert.Equal(model.state_dict().Keys.Order(), SafeTensors.Read(_folder["student.safetensors"]).Keys.Order());
        ModelWeights.Load(other, _folder["student.safetensors"]);
        Assert.Equal(Tensors.Bytes(model), Tensors.Bytes(other));
        using var third = new Named();
        ModelWeights.Import(third, _folder["student.safetensors"]);
        Assert.Equal(Tensors.Bytes(model), Tensors.Bytes(third));
    }

    [Fact]
    public void Names_that_are_only_exchanged_are_refused()
    {
        using var model = new Exchanged();
        ModelWeights.Save(model, _folder["teacher.safetensors"]);

        Assert.Equal(
            "The [WeightName]s of Exchanged exchange names that it has itself, as one.weight for two.weight: a file could not be told from one that Kd wrote. Rename the fields.",
            Refused(model));
    }

    [Fact]
    public void Tied_weights_are_read_from_one_name()
    {
        using var model = new Tied();
        var weight = rand(4, 4);
        SafeTensors.Write(_folder["teacher.safetensors"], new Dictionary<string, Tensor> { ["embedding.weight"] = weight });

        ModelWeights.Import(model, _folder["teacher.safetensors"]);

        Assert.All(model.parameters(), parameter => Assert.Equal(Tensors.Bytes(weight), Tensors.Bytes(parameter)));
    }

    [Fact]
    public void Weights_of_two_shapes_are_not_tied()
    {
        using var model = new Torn();
        SafeTensors.Write(_folder["teacher.safetensors"], new Dictionary<string, Tensor> { ["fc.weight"] = zeros(4, 4) });

        Assert.Contains("one.weight and two.weight are both read from fc.weight, but are no tensors of one shape and type.", Refused(model));
    }

    [Fact]
    public void A_path_to_nothing_and_a_module_that_is_not_registered_are_told()
    {
        using var wrong = new WrongPath();
        using var loose = new Loose();
        SafeTensors.Write(_folder["teacher.safetensors"], new Dictionary<string, Tensor> { ["fc.weight"] = zeros(2, 4) });

        Assert.Equal("[WeightName(\"fc\", Path = \"1\")] on WrongPath.head names nothing: WrongPath has no weight that is, or is in, \"head.1\".", Refused(wrong));
        Assert.Equal("[WeightName(\"fc\")] on Loose.head names nothing: Loose has no weight that is, or is in, \"head\".", Refused(loose));
    }

    /// <summary>The message says which attributes to write; written as it says, the same file fits.</summary>
    [Fact]
    public void What_a_refusal_proposes_helps()
    {
        using var before = new Unnamed();
        using var after = new AsProposed();
        var names = new Dictionary<string, string>
        {
            ["stem.0.weight"] = "conv1.weight", ["stem.1.weight"] = "bn1.weight", ["stem.1.bias"] = "bn1.bias", ["head.0.weight"] = "classifier.0.weight", ["head.1.weight"] = "classifier.1.weight",
        };
        SafeTensors.Write(_folder["teacher.safetensors"], before.state_dict().ToDictionary(w => names[w.Key], w => w.Value));

        Assert.EndsWith(
            " To read the file as it is, write [WeightName(\"conv1\", Path = \"0\")] on stem; [WeightName(\"bn1\", Path = \"1\")] on stem; [WeightName(\"classifier\")] on head. Nothing was loaded.",
            Refused(before));
        ModelWeights.Import(after, _folder["teacher.safetensors"]);
        Assert.Equal(Tensors.Bytes(before), Tensors.Bytes(after));
    }

    [Fact]
    public void A_prefix_of_the_file_is_proposed_for_the_class()
    {
        using var before = new Unnamed();
        using var after = new WithPrefix();
        SafeTensors.Write(_folder["teacher.safetensors"], before.state_dict().ToDictionary(w => $"module.{w.Key}", w => w.Value));

        Assert.Contains("save the inner module's state_dict(), or write [WeightName(\"module\")] on Unnamed. Apart from that all fits.", Refused(before));
        ModelWeights.Import(after, _folder["teacher.safetensors"]);
        Assert.Equal(Tensors.Bytes(before), Tensors.Bytes(after));
    }

    [Fact]
    public void A_prefix_of_the_model_is_proposed_to_be_left_out()
    {
        using var before = new Wrapper();
        using var after = new OpenWrapper();
        SafeTensors.Write(_folder["teacher.safetensors"], before.state_dict().ToDictionary(w => w.Key["net.".Length..], w => w.Value));

        Assert.Contains("that has the part net, or write [WeightName(\"\")] on net. Apart from that all fits.", Refused(before));
        ModelWeights.Import(after, _folder["teacher.safetensors"]);
        Assert.Equal(Tensors.Bytes(before), Tensors.Bytes(after));
    }

    [Fact]
    public void A_second_proposal_knows_the_attributes_that_are_there()
    {
        using var model = new WithPrefix();
        SafeTensors.Write(_folder["teacher.safetensors"], model.state_dict().ToDictionary(w => $"module.{w.Key.Replace("head.", "fc.")}", w => w.Value));

        Assert.EndsWith(" To read the file as it is, write [WeightName(\"fc\")] on head. Nothing was loaded.", Refused(model));
    }

    public void Dispose()
    {
        _scope.Dispose();
        _folder.Dispose();
    }

    private void AssertImported(nn.Module model, string file)
    {
        var weights = model.state_dict().ToDictionary(w => w.Key, w => w.Value.detach().add(1));
        var names = new NamesInFile(model).Of([.. weights.Keys]);
        SafeTensors.Write(_folder[file], weights.ToDictionary(w => names[w.Key], w => w.Value));

        Assert.Empty(ModelWeights.Import(model, _folder[file]));
        Assert.Equal(weights.ToDictionary(w => w.Key, w => Tensors.Bytes(w.Value)), Tensors.Bytes(model));
    }

    private string Refused(nn.Module model) => Assert.Throws<InvalidDataException>(() => ModelWeights.Import(model, _folder["teacher.safetensors"])).Message;

    private abstract class Model(string name) : nn.Module<Tensor, Tensor>(name)
    {
        public override Tensor forward(Tensor input) => input;
    }

    [WeightName("net")]
    private sealed class Named : Model
    {
        [WeightName("conv1", Path = "0"), WeightName("bn1", Path = "1")]
        private readonly Sequential stem = nn.Sequential(nn.Conv2d(1, 4, 3, bias: false), nn.BatchNorm2d(4));

        [WeightName("gamma")]
        private readonly Parameter scale = nn.Parameter(ones(1));

        [WeightName("mean")]
        private readonly Tensor offset = ones(3);

        [WeightName("")]
        private readonly Sequential open = nn.Sequential(nn.Linear(2, 2));

        [WeightName("blocks")]
        private readonly ModuleList<Block> parts = new(new Block(), new Block());

        private readonly Linear plain = nn.Linear(2, 5, hasBias: false);

        public Named()
            : base(nameof(Named)) => RegisterComponents();

        [WeightName("fc")]
        private Linear Head { get; } = nn.Linear(4, 2);
    }

    private sealed class Block : Model
    {
        [WeightName("linear")]
        private readonly Linear inner = nn.Linear(3, 3, hasBias: false);

        public Block()
            : base(nameof(Block)) => RegisterComponents();
    }

    private sealed class Tied : Model
    {
        [WeightName("embedding")]
        private readonly Linear output = nn.Linear(4, 4, hasBias: false);

        private readonly Linear embedding = nn.Linear(4, 4, hasBias: false);

        public Tied()
            : base(nameof(Tied)) => RegisterComponents();
    }

    private sealed class Torn : Model
    {
        [WeightName("fc")]
        private readonly Linear one = nn.Linear(4, 4, hasBias: false);

        [WeightName("fc")]
        private readonly Linear two = nn.Linear(4, 2, hasBias: false);

        public Torn()
            : base(nameof(Torn)) => RegisterComponents();
    }

    private sealed class Exchanged : Model
    {
        [WeightName("two")]
        private readonly Linear one = nn.Linear(4, 4, hasBias: false);

        [WeightName("one")]
        private readonly Linear two = nn.Linear(4, 4, hasBias: false);

        public Exchanged()
            : base(nameof(Exchanged)) => RegisterComponents();
    }

    private sealed class WrongPath : Model
    {
        [WeightName("fc", Path = "1")]
        private readonly Sequential head = nn.Sequential(nn.Linear(4, 2, hasBias: false));

        public WrongPath()
            : base(nameof(WrongPath)) => RegisterComponents();
    }

    private sealed class Loose() : Model(nameof(Loose))
    {
        [WeightName("fc")]
        private readonly Linear head = nn.Linear(4, 2, hasBias: false);
    }

    private static Sequential Stem() => nn.Sequential(nn.Conv2d(1, 4, 3, bias: false), nn.BatchNorm2d(4, track_running_stats: false));

    private static Sequential Classes() => nn.Sequential(nn.Linear(4, 6, hasBias: false), nn.Linear(6, 2, hasBias: false));

    private sealed class Unnamed : Model
    {
        private readonly Sequential stem = Stem();
        private readonly Sequential head = Classes();

        public Unnamed()
            : base(nameof(Unnamed)) => RegisterComponents();
    }

    private sealed class AsProposed : Model
    {
        [WeightName("conv1", Path = "0"), WeightName("bn1", Path = "1")]
        private readonly Sequential stem = Stem();

        [WeightName("classifier")]
        private readonly Sequential head = Classes();

        public AsProposed()
            : base(nameof(AsProposed)) => RegisterComponents();
    }

    [WeightName("module")]
    private sealed class WithPrefix : Model
    {
        private readonly Sequential stem = Stem();
        private readonly Sequential head = Classes();

        public WithPrefix()
            : base(nameof(WithPrefix)) => RegisterComponents();
    }

    private sealed class Wrapper : Model
    {
        private readonly Sequential net = Classes();

        public Wrapper()
            : base(nameof(Wrapper)) => RegisterComponents();
    }

    private sealed class OpenWrapper : Model
    {
        [WeightName("")]
        private readonly Sequential net = Classes();

        public OpenWrapper()
            : base(nameof(OpenWrapper)) => RegisterComponents();
    }
}
