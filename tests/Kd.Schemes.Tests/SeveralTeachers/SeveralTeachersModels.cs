using Kd.Losses;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace Kd.Schemes.Tests;

/// <summary>Another teacher, of another form and with another hint.</summary>
[Teacher, Train(Epochs = 2, BatchSize = 64, Seed = 2), AdamW(LearningRate = 0.01)]
internal sealed partial class Wide : DigitsModel
{
    [Hint("wide")] private readonly Sequential stem = Sequential(Flatten(), Linear(64, 32), ReLU());
    private readonly Sequential head = Sequential(Dropout(0.2), Linear(32, 10));

    public Wide()
        : base(nameof(Wide)) => RegisterComponents();

    protected override Tensor Answer(Tensor images) => head.call(stem.call(images));
}

/// <summary>A word whose loss tells the teachers apart.</summary>
[LossClass(typeof(Chorus))]
internal sealed class ChorusAttribute : ResponseAttribute;

/// <summary>The distances to all teachers' logits.</summary>
internal sealed class Chorus : Loss
{
    public Tensor Forward(Tensor student, Tensor[] teacher, Tensor labels, Tensor sampleIds)
    {
        Watch.Hear(this, [student], teacher, labels, sampleIds);
        return stack(teacher.Select(t => Mimic.Distance(student, t))).sum();
    }
}

/// <summary>A student of both.</summary>
[Student<Wide>, Student<Large>]
[Response(Temperature = 2), Mimic, Mimic(Teacher = typeof(Large), Name = "ofLarge"), Mimic(Teacher = typeof(Wide), Name = "ofWide"), Chorus, MultiTeacherResponse(Temperature = 2, Combination = TeacherCombination.Confidence)]
[Train(Epochs = 2, BatchSize = ByHand.AllAtOnce, Seed = 6), Sgd(LearningRate = 0.01)]
internal sealed partial class Pupil : DigitsModel
{
    [Trace("early")] private readonly Sequential stem = Sequential(Flatten(), Linear(64, 10), ReLU());
    [Trace("wide")] private readonly Sequential body = Sequential(Linear(10, 10), ReLU());
    private readonly Linear head = Linear(10, 10);

    public Pupil()
        : base(nameof(Pupil)) => RegisterComponents();

    protected override Tensor Answer(Tensor images) => head.call(body.call(stem.call(images)));
}
