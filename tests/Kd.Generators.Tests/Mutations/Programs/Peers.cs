namespace App;

[Student, Mutual("pair"), Response(Temperature = 1), TaskLoss, Train(Epochs = 3), Sgd]
internal sealed partial class Narrow : Module<Tensor, Tensor>
{
    [Guided("wide")] private readonly Linear body = Linear(64, 8);
    private readonly Linear head = Linear(8, 10);

    public Narrow() : base("Narrow") => RegisterComponents();

    public override Tensor forward(Tensor images) => head.call(body.call(images.flatten(1)));
}

[Student, Mutual("pair"), TaskLoss, AdamW, Cosine]
internal sealed partial class Wide : Module<Tensor, Tensor>
{
    [Hint("wide")] private readonly Linear body = Linear(64, 32);
    private readonly Linear head = Linear(32, 10);

    public Wide() : base("Wide") => RegisterComponents();

    public override Tensor forward(Tensor images) => head.call(body.call(images.flatten(1)));
}
