#define STRICT
using R = Kd.ResponseAttribute;

#pragma warning disable IDE0001

namespace App;

#region A student whose words are written in every way that C# has
[Kd.Student<global::App.Large>(), R(Weight = Half * 2, Name = nameof(Small) + "Kl"), TaskLossAttribute(Weight = +1e-1),]
#if STRICT
[@TrainAttribute(Epochs = (int)10L, Seed = -1 & 0xFF), Sgd(LearningRate = 1F / 8)]
#else
[Missing]
#endif
internal sealed partial class Small : Module<Tensor, Tensor>
{
    private const double Half = 0.5;
    private const string Id = "l" + "ate";
    [Guided(Id), GuidedAttribute("early", Place = "other")] private Sequential Body { get; } = Sequential(Conv2d(1, 4, 3), ReLU());
    private readonly Sequential head = Sequential(AdaptiveAvgPool2d(1), Flatten(), Linear(4, 10)), tail = Sequential(Identity());

    public Small() : base("Small") => RegisterComponents();

    public override Tensor forward(Tensor images) => tail.call(head.call(Body.call(images)));
}
#endregion
