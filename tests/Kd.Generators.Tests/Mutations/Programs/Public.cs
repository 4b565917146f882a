using System;

namespace Company.Models
{
    namespace Vision
    {
        /// <summary>A teacher.</summary>
        [Teacher, Sgd]
        public sealed partial class Wide : Module<Tensor, Tensor>
        {
            private readonly Linear layer = Linear(64, 10);

            /// <summary>Makes one.</summary>
            public Wide() : base("Wide") => RegisterComponents();

            /// <inheritdoc/>
            public override Tensor forward(Tensor images) => layer.call(images.flatten(1));
        }
    }

    /// <summary>A student in another namespace than its teacher.</summary>
    [Student<Vision.Wide>, Response(Temperature = Math.PI), Sgd]
    public partial class Small : Module<Tensor, Tensor>
    {
        private readonly Linear layer = Linear(64, 10);

        /// <summary>Makes one.</summary>
        public Small() : base("Small") => RegisterComponents();

        /// <inheritdoc/>
        public override Tensor forward(Tensor images) => layer.call(images.flatten(1));
    }
}
