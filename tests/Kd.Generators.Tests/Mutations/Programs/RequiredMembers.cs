using System.Diagnostics.CodeAnalysis;

namespace App;

[Student<Large>, Response, Sgd]
internal sealed partial class Small : Module<Tensor, Tensor>
{
    private readonly Linear layer = Linear(64, 10);

    [SetsRequiredMembers]
    public Small() : base("Small")
    {
        Title = "small";
        RegisterComponents();
    }

    public required string Title { get; init; }

    public override Tensor forward(Tensor images) => layer.call(images.flatten(1));
}
