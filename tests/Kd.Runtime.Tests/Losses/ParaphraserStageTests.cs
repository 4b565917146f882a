using Kd.Losses;
using Kd.Tests.Fixtures;
using Kd.Training;

namespace Kd.Tests.Losses;

/// <summary>Factor transfer in the form of its paper: first the paraphraser, then the student.</summary>
public sealed class ParaphraserStageTests : ScopedTest
{
    private static readonly StepContext _first = new(1, 0, 0, "paraphraser");
    private static readonly StepContext _second = new(1, 0, 0, "transfer");

    private readonly FactorTransfer _loss = Make();
    private readonly Tensor _student = Tensors.Learned(randn(2, 3, 4, 4));
    private readonly Tensor _teacher = randn(2, 6, 4, 4);

    [Fact]
    public void The_paraphraser_is_trained_alone_in_its_stage()
    {
        _loss.Forward(_student, _teacher, _first).backward();

        Assert.Null(_student.grad);
        Assert.All(_loss.named_parameters(), p => Assert.Equal(!IsTranslators(p.name), p.parameter.grad is not null));
    }

    [Fact]
    public void It_learns_to_reconstruct_the_teachers_feature()
    {
        var expected = nn.functional.mse_loss(Part("_decoder").call(Part("_paraphraser").call(_teacher)), _teacher).mul(2);

        Tensors.AssertClose("loss", expected, Make(like: _loss).Forward(_student, _teacher, _first), 1e-6, 0);
    }

    [Fact]
    public void It_is_fixed_while_the_student_learns_its_factors()
    {
        _loss.Forward(_student, _teacher, _first);
        var together = new FactorTransfer([1, 3, 4, 4], [1, 6, 4, 4], reconstruction: 0);
        together.load_state_dict(_loss.state_dict(), strict: false);

        var loss = _loss.Forward(_student, _teacher, _second);
        loss.backward();

        Tensors.AssertClose("loss", together.Forward(_student, _teacher), loss, 1e-6, 0);
        Assert.NotNull(_student.grad);
        Assert.All(_loss.named_parameters(), p => Assert.Equal(IsTranslators(p.name), p.parameter.grad is not null));
    }

    [Fact]
    public void A_later_stage_knows_that_it_is_trained()
    {
        _loss.Forward(_student, _teacher, _first);

        Assert.True(Tensors.AreFinite(Make(like: _loss).Forward(_student, _teacher, _second)));
    }

    [Theory]
    [InlineData("transfer")]
    [InlineData("")]
    public void A_stage_with_a_paraphraser_that_has_learned_nothing_is_an_error(string stage)
    {
        var error = Assert.Throws<InvalidOperationException>(() => _loss.Forward(_student, _teacher, _second with { Stage = stage }));

        Assert.StartsWith($"FactorTransfer's paraphraser has learned nothing when the stage \"{stage}\" begins. Let the stage \"paraphraser\" stand before it", error.Message);
    }

    [Fact]
    public void A_stage_for_no_paraphraser_is_refused()
    {
        Assert.Throws<ArgumentException>("paraphraserStage", () => new FactorTransfer([1, 3, 4, 4], [1, 3, 4, 4], paraphrase: false, paraphraserStage: "first"));
        Assert.Throws<ArgumentException>("paraphraserStage", () => new FactorTransfer([1, 3, 4, 4], [1, 3, 4, 4], reconstruction: 0, paraphraserStage: "first"));
    }

    private nn.Module<Tensor, Tensor> Part(string name) => (nn.Module<Tensor, Tensor>)_loss.named_children().Single(child => child.name == name).module;

    private static FactorTransfer Make(FactorTransfer? like = null)
    {
        var loss = new FactorTransfer([1, 3, 4, 4], [1, 6, 4, 4], reconstruction: 2, paraphraserStage: "paraphraser");
        if (like is not null)
        {
            loss.load_state_dict(like.state_dict());
        }

        return loss;
    }

    private static bool IsTranslators(string parameter) => parameter.StartsWith("_translator", StringComparison.Ordinal);
}
