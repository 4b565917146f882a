namespace App;

[Student<Large>, TeacherCache(Views = 4, Format = CacheFormat.Float16)]
[Response(Temperature = 4), TaskLoss(Weight = 0.1), Sgd]
internal sealed partial class Small : Module<Tensor, Tensor>
{
    [Guided("late")] private readonly Sequential body = Sequential(Conv2d(1, 4, 3), ReLU());
    private readonly Sequential head = Sequential(AdaptiveAvgPool2d(1), Flatten(), Linear(4, 10));

    public Small() : base("Small") => RegisterComponents();

    public override Tensor forward(Tensor images) => head.call(body.call(images));
}

[Student<Large>, TeacherCache(Format = CacheFormat.TopK, TopK = 5), Response, Sgd]
internal sealed partial class Smaller : Module<Tensor, Tensor>
{
    private readonly Sequential layers = Sequential(Flatten(), Linear(64, 10));

    public Smaller() : base("Smaller") => RegisterComponents();

    public override Tensor forward(Tensor images) => layers.call(images);
}
