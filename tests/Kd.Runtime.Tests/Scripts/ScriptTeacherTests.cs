using Kd.Tests.Fixtures;
using Kd.Tests.Training.Tiny;
using Kd.Training;

namespace Kd.Tests.Scripts;

/// <summary>A teacher that is a TorchScript file does what the model it was made of does, or says what is wrong with it.</summary>
public sealed class ScriptTeacherTests : ScopedTest
{
    private readonly TemporaryFolder _folder = new();
    private readonly Tensor _images = randn(8, 1, 4, 4, device: CPU);

    [Fact]
    public void It_does_what_the_model_does_in_evaluation_mode()
    {
        using var script = Loaded(new TinyScriptTeacher(), TinyScript.File);
        using var model = new TinyTeacher();
        model.eval();
        Copy(script, model);

        // The layers are the same but for the dropout, which is off; the file was saved in training mode.
        Tensors.AssertClose("logits", model.call(_images), script.call(_images), 1e-6, 0);
        Assert.Equal(Tensors.Bytes(script.call(_images)), Tensors.Bytes(script.call(_images)));
    }

    [Fact]
    public void A_tuple_is_a_tuple_and_its_items_are_seen_by_hooks()
    {
        TinyScript.Write(_folder["tuple.pt"], "Tuple[Tensor, Tensor]", "(features, LOGITS)");
        using var script = Loaded(new TinyTupleTeacher(), _folder["tuple.pt"]);
        using var plain = Loaded(new TinyScriptTeacher(), TinyScript.File);
        using var tap = new Tap("TinyTupleTeacher", store => script.register_forward_hook((_, _, output) =>
        {
            store(output.Features);
            return output;
        }).remove);

        var (features, logits) = script.call(_images);

        Assert.Equal([8, 4, 4, 4], features.shape);
        Assert.Equal(Tensors.Bytes(plain.call(_images)), Tensors.Bytes(logits));
        Assert.Equal(Tensors.Bytes(features), Tensors.Bytes(tap.Take()));
    }

    [Fact]
    public void Its_parameters_are_the_models()
    {
        using var script = Loaded(new TinyScriptTeacher(), TinyScript.File);

        Assert.Equal((4 * 9) + 4 + 4 + 4 + (64 * 3) + 3, script.parameters().Sum(parameter => parameter.numel()));
        foreach (var parameter in script.parameters())
        {
            parameter.requires_grad_(false);
        }

        Assert.False(script.call(_images).requires_grad);
    }

    [Fact]
    public void It_leaves_no_tensors_behind()
    {
        using var script = Loaded(new TinyScriptTeacher(), TinyScript.File);
        Run();
        var before = Tensor.TotalCount;

        for (var i = 0; i < 20; i++)
        {
            Run();
        }

        Assert.Equal(before, Tensor.TotalCount);

        void Run()
        {
            using var scope = NewDisposeScope();
            script.call(_images);
        }
    }

    [Theory]
    [InlineData("Tuple[Tensor, Tensor]", "(LOGITS, features)", "returns a tuple of 2: Float32 (8, 3), Float32 (8, 4, 4, 4). Derive TinyScriptTeacher from ScriptTeacher<(Tensor, Tensor)>.")]
    [InlineData("Dict[str, Tensor]", """{"logits": LOGITS}""", "returns neither tensors nor a tuple of them, but perhaps a dict. Let its forward return a tensor, or a tuple of two to five tensors.")]
    [InlineData("List[Tensor]", "[LOGITS]", "returns a list of 1: Float32 (8, 3). Let its forward return a tensor")]
    [InlineData("Tuple[Tensor, int]", "(LOGITS, 3)", "returns a tuple of 2: Float32 (8, 3), a number. Let its forward return a tensor")]
    [InlineData("float", "0.5", "returns a number. Let its forward")]
    [InlineData("Optional[Tensor]", "None", "returns nothing. Let its forward")]
    [InlineData("Tensor", "torch.argmax(LOGITS, 1)", "returns Int64 (8) as its logits. Let it return floating-point logits, before any argmax.")]
    [InlineData("Tensor", "torch.mean(LOGITS)", "returns Float32 () as its logits. Let it return a row for each sample.")]
    [InlineData("Tensor", "torch.slice(LOGITS, 0, 0, 4, 1)", "returns Float32 (4, 3) as its logits. Let it return a row for each sample.")]
    [InlineData("Tensor", "torch.reshape(LOGITS, [5, 3])", "fails: RuntimeError: shape '[5, 3]' is invalid for input of size 24 (code/__torch__.py, line 13, in forward). Let its forward take one tensor as the data has it, in batches of any size.")]
    [InlineData("Tensor", "torch.matmul(LOGITS, LOGITS)", "fails: RuntimeError: mat1 and mat2 shapes cannot be multiplied (8x3 and 8x3) (code/__torch__.py, line 13, in forward). Let its forward")]
    public void What_it_does_wrong_is_told(string type, string result, string fault)
    {
        TinyScript.Write(_folder["wrong.pt"], type, result);
        using var script = Loaded(new TinyScriptTeacher(), _folder["wrong.pt"]);

        var refusal = Assert.Throws<KdException>(() => script.call(_images));

        Assert.Equal("KD3014", refusal.Id);
        Assert.StartsWith($"The script {_folder["wrong.pt"]} of TinyScriptTeacher, called with Float32 (8, 1, 4, 4), {fault}", refusal.Message);
        Assert.DoesNotContain('\n', refusal.Message);
    }

    [Theory]
    [InlineData("Tensor", "LOGITS", "returns Float32 (8, 3). Derive TinyTupleTeacher from ScriptTeacher.")]
    [InlineData("Tuple[Tensor, Tensor, Tensor]", "(features, features, features)", "Derive TinyTupleTeacher from ScriptTeacher<(Tensor, Tensor, Tensor)>.")]
    [InlineData("Tuple[Tensor, Tensor]", "(LOGITS, torch.argmax(LOGITS, 1))", "returns Int64 (8) as its logits.")]
    public void So_is_what_a_tuple_lacks(string type, string result, string fault)
    {
        TinyScript.Write(_folder["wrong.pt"], type, result);
        using var script = Loaded(new TinyTupleTeacher(), _folder["wrong.pt"]);

        Assert.Contains(fault, Assert.Throws<KdException>(() => script.call(_images)).Message);
    }

    [Fact]
    public void An_input_that_it_does_not_take_is_told()
    {
        using var script = Loaded(new TinyScriptTeacher(), TinyScript.File);

        var refusal = Assert.Throws<KdException>(() => script.call(randn(8, 16, device: CPU)));

        Assert.StartsWith($"The script {TinyScript.File} of TinyScriptTeacher, called with Float32 (8, 16), fails: RuntimeError: Expected 3D (unbatched) or 4D (batched) input to conv2d", refusal.Message);
    }

    [Fact]
    public void Without_a_script_it_says_how_to_load_one()
    {
        using var script = new TinyScriptTeacher();

        Assert.Contains("LoadScript", Assert.Throws<InvalidOperationException>(() => script.call(_images)).Message);
        Loaded(script, TinyScript.File);
        Assert.Contains(TinyScript.File, Assert.Throws<InvalidOperationException>(() => script.LoadScript(TinyScript.File, CPU)).Message);
    }

    private static T Loaded<T>(T teacher, string file)
        where T : nn.Module
    {
        (teacher as ScriptTeacher)?.LoadScript(file, CPU);
        (teacher as TinyTupleTeacher)?.LoadScript(file, CPU);
        return teacher;
    }

    // The script's dropout moves the last layer back by one.
    private static void Copy(TinyScriptTeacher script, TinyTeacher model)
    {
        using var gradients = no_grad();
        var from = script.state_dict();
        foreach (var (name, weight) in model.state_dict())
        {
            weight.copy_(from[name.Replace("head.1", "head.2")]);
        }
    }
}
