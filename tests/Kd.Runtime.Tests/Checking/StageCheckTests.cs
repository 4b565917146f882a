using Kd.Shared;
using Kd.Tests.Training.Tiny;
using Kd.Training;
using static TorchSharp.torch.nn;

namespace Kd.Tests.Checking;

/// <summary>What a check finds: nothing in a right wiring, and in each wrong one what is wrong with it.</summary>
public sealed class StageCheckTests
{
    [Fact]
    public void A_right_wiring_gives_no_warning()
    {
        using var tiny = new TinyRun();

        TinyDistiller.Run(tiny.Options with { IsCheck = true });

        var report = StageReport.Parse(Assert.Single(tiny.Recorder.Reports));
        Assert.Empty(report.Warnings);
        Assert.Empty(tiny.Recorder.Lines);
        Assert.Equal([("response", 0.9), ("taskLoss", 0.1), ("guided.early", 0.5)], report.Terms.Select(term => (term.Name, Math.Round(term.Weight!.Value, 6))));
        Assert.Equal(report.Total, report.Terms.Sum(term => term.Weighted), 5);
        Assert.All(report.Terms, term => Assert.True(term.Gradient > 0));

        // Two of the stem, two of the head, two of the adapter.
        Assert.Equal((6, 6), (report.ExpectedGradients, report.Gradients));
        Assert.Equal([("TinyStudent", true, 119, 12), ("TinyTeacher", false, 0, 0)], report.Models.Select(m => (m.Name, m.Learns, m.Parameters, m.Parts)));
        Assert.Equal([8, 8, 16, 16], report.Batches);
    }

    [Fact]
    public void It_tells_what_training_costs()
    {
        using var wiring = new CheckedWiring();

        var report = wiring.Check();

        var (learned, memory) = (119 * sizeof(float), report.Memory!);
        Assert.Equal((learned, learned), (memory.Gradients, memory.OptimizerState));
        Assert.InRange(memory.Weights, learned + 1, 10 * learned);
        Assert.Equal((16, false), (memory.Batch, memory.IsScaled));
        if (OperatingSystem.IsLinux())
        {
            // At least the batch and the stem's output before and behind its activation.
            Assert.InRange(memory.Activations!.Value, 16 * (16 + (2 * 32)) * sizeof(float), 10_000_000);
        }

        Assert.Equal(3, report.Time!.Epochs);
        Assert.True(report.Time.SecondsPerEpoch > 0);
    }

    [Fact]
    public void Parameters_that_no_gradient_reaches_are_named()
    {
        using var wiring = new CheckedWiring { Student = Sequential(("net", new TinyStudent()), ("ignore", new Ignoring())) };

        var warning = Assert.Single(wiring.Check().Warnings);

        Assert.Equal("KD2003", warning.Id);
        Assert.StartsWith("2 of 6 parameters get no gradient and would never be trained: Sequential.ignore.spare.weight, Sequential.ignore.spare.bias.", warning.Text);
    }

    [Fact]
    public void What_a_stage_leaves_to_the_next_is_no_warning()
    {
        using var wiring = new CheckedWiring { Student = Sequential(("net", new TinyStudent()), ("ignore", new Ignoring())), Prepare = run => run.KeepParts() };

        var report = wiring.Check();

        Assert.Empty(report.Warnings);
        Assert.Contains(report.Notes, note => note.Contains("ignore.spare.weight"));
    }

    [Fact]
    public void Frozen_members_are_meant_to_get_none()
    {
        var ignoring = new Ignoring();
        using var wiring = new CheckedWiring { Student = Sequential(("net", new TinyStudent()), ("ignore", ignoring)), Prepare = run => run.Freeze(ignoring) };

        var report = wiring.Check();

        Assert.Empty(report.Warnings);
        Assert.Equal((4, 20), (report.Gradients, report.Models[0].Frozen));
    }

    [Fact]
    public void A_term_with_a_million_as_its_weight_rules()
    {
        using var wiring = new CheckedWiring { ResponseWeight = 1e6 };

        var warning = Assert.Single(wiring.Check().Warnings);

        Assert.Equal("KD2001", warning.Id);
        Assert.Contains("The term response is ", warning.Text);
    }

    [Theory]
    [InlineData(false, "its gradient is 0")]
    [InlineData(true, "does not depend on any parameter that is trained")]
    public void A_term_without_a_gradient_teaches_nothing(bool detached, string reason)
    {
        using var wiring = new CheckedWiring { Response = term => detached ? term.detach() : term.mul(0) };

        var warning = Assert.Single(wiring.Check().Warnings);

        Assert.Equal("KD2002", warning.Id);
        Assert.Contains("The term response teaches nothing", warning.Text);
        Assert.Contains(reason, warning.Text);
    }

    [Fact]
    public void A_teacher_in_training_mode_is_told()
    {
        var teacher = new TinyTeacher();
        using var wiring = new CheckedWiring { Teacher = teacher, BeforeStep = () => teacher.train() };

        var warning = Assert.Single(wiring.Check().Warnings);

        Assert.Equal("KD2004", warning.Id);
        Assert.Contains("TinyTeacher.stem", warning.Text);
    }

    [Fact]
    public void A_student_in_evaluation_mode_is_told()
    {
        var student = new TinyStudent();
        using var wiring = new CheckedWiring { Student = student, BeforeStep = () => student.children().Last().eval() };

        var warning = Assert.Single(wiring.Check().Warnings);

        Assert.Equal("KD2005", warning.Id);
        Assert.StartsWith("In evaluation mode during the training: TinyStudent.head, TinyStudent.head.0", warning.Text);
    }

    [Fact]
    public void A_teacher_that_gets_gradients_is_told()
    {
        var teacher = new TinyTeacher();
        using var wiring = new CheckedWiring
        {
            Teacher = teacher,
            BeforeStep = () =>
            {
                foreach (var parameter in teacher.parameters())
                {
                    parameter.requires_grad_(true);
                }
            },
        };

        var warning = Assert.Single(wiring.Check().Warnings);

        Assert.Equal("KD2006", warning.Id);
        Assert.Contains("TinyTeacher.stem.0.weight", warning.Text);
    }

    [Fact]
    public void A_term_that_is_no_number_is_the_error_that_training_would_give()
    {
        using var wiring = new CheckedWiring { Response = term => term.mul(double.NaN) };

        var error = Assert.Throws<KdException>(wiring.Check);

        Assert.Equal("KD3002", error.Id);
        Assert.Contains("response is NaN", error.Message);
    }

    [Fact]
    public void It_leaves_what_stages_behind_it_can_be_checked_with()
    {
        using var wiring = new CheckedWiring();

        wiring.Check();

        Assert.True(File.Exists(Path.Combine(wiring.Output, "student.safetensors")));
    }

    [Fact]
    public void What_it_leaves_works_as_the_initial_model_does_in_training()
    {
        var model = new TinyTeacher();
        var before = model.parameters().Select(p => p.detach().clone()).ToList();
        var images = TinyData.Make().Train.Read(arange(45)).Images;
        var training = Spread(model.call(images));
        using var wiring = new CheckedWiring { Student = model, AfterCheck = AsLeft };

        wiring.Check();

        void AsLeft()
        {
            Assert.All(model.parameters().Zip(before), pair => Assert.InRange(pair.First.sub(pair.Second).abs().max().ToDouble(), 0, 1e-3));
            model.eval();
            Assert.InRange(Spread(model.call(images)) / training, 0.8, 1.25);
        }

        static double Spread(Tensor tensor) => tensor.std().ToDouble();
    }

    // A layer that is registered, and not used.
    private sealed class Ignoring : Module<Tensor, Tensor>
    {
        private readonly TorchSharp.Modules.Linear spare = Linear(4, 4);

        public Ignoring()
            : base(nameof(Ignoring)) => RegisterComponents();

        public override Tensor forward(Tensor input) => input.alias();
    }
}
