using System.Collections.Immutable;
using Kd.Generators.Diagnostics;
using Kd.Generators.Reading;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Kd.Generators.Analyzers;

/// <summary>
/// Proposes <c>using</c> for tensors of a <c>forward</c> that nothing but calls can hold which surely return tensors of their own. It knows
/// few such calls: what it does not know may return, or keep, the very object that it is given.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class IntermediateAnalyzer : DiagnosticAnalyzer
{
    private const string Layers = "TorchSharp.Modules";

    private static readonly HashSet<string> _functions =
    [
        "add", "sub", "mul", "div", "pow", "square", "sqrt", "exp", "log", "mm", "bmm", "matmul", "mean", "sum", "cat", "stack", "relu", "sigmoid", "tanh", "softmax",
        "log_softmax", "max_pool2d", "avg_pool2d", "adaptive_avg_pool2d", "flatten", "reshape", "view", "transpose", "permute", "unsqueeze", "pad", "interpolate",
    ];

    private static readonly HashSet<string> _layers =
    [
        "Linear", "Conv1d", "Conv2d", "Conv3d", "ConvTranspose1d", "ConvTranspose2d", "ConvTranspose3d", "BatchNorm1d", "BatchNorm2d", "BatchNorm3d", "LayerNorm",
        "GroupNorm", "MaxPool2d", "AvgPool2d", "AdaptiveAvgPool2d", "Embedding",
    ];

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(ModuleDescriptors.LastingIntermediate);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(start =>
        {
            if (start.Compilation.ReferencedAssemblyNames.Any(name => name.Name == "Kd.Dsl"))
            {
                start.RegisterOperationAction(OnDeclaration, OperationKind.VariableDeclarationGroup);
            }
        });
    }

    private static void OnDeclaration(OperationAnalysisContext context)
    {
        // A variable of a switch section, or of several in one declaration, cannot simply become a using variable.
        if (context.ContainingSymbol.IsForward() && context.ContainingSymbol.ContainingType.IsModule()
            && context.Operation is { Parent: IBlockOperation, Syntax: LocalDeclarationStatementSyntax { Declaration.Variables.Count: 1 } declaration }
            && declaration.UsingKeyword.IsKind(SyntaxKind.None)
            && ((IVariableDeclarationGroupOperation)context.Operation).Declarations[0].Declarators[0] is { Symbol: var variable } declarator
            && variable.Type.IsTensor() && !variable.IsRef
            && IsNew(declarator.GetVariableInitializer()?.Value.Plain()) && !IsWithin(context.Operation) && IsOnlyRead(context.Operation.Root(), variable))
        {
            context.ReportDiagnostic(Diagnostic.Create(ModuleDescriptors.LastingIntermediate, variable.Locations[0], variable.Name));
        }
    }

    private static bool IsOnlyRead(IOperation body, ILocalSymbol variable)
    {
        var uses = body.Descendants().OfType<ILocalReferenceOperation>().Where(r => SymbolEqualityComparer.Default.Equals(r.Local, variable)).ToList();
        return uses.Count > 0 && uses.TrueForAll(use => !IsWithin(use) && use.Use() switch
        {
            IArgumentOperation { Parameter.RefKind: RefKind.None, Parent: IInvocationOperation call } => IsNew(call),
            IInvocationOperation call => call.Instance.Plain() == use && IsNew(call),
            IBinaryOperation sum => IsNew(sum),
            _ => false,
        });
    }

    // Whether code is in a function of its own, which may run later.
    private static bool IsWithin(IOperation operation)
    {
        for (var parent = operation.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent is IAnonymousFunctionOperation or ILocalFunctionOperation)
            {
                return true;
            }
        }

        return false;
    }

    // Whether an expression gives a tensor object that nothing else has.
    private static bool IsNew(IOperation? expression) => expression switch
    {
        IBinaryOperation { OperatorMethod: { } method } => method.IsTorch() && method.ReturnType.IsTensor(),
        IInvocationOperation { TargetMethod: { Name: "call" } method } call => method.IsTorch() && IsLayer(call.Instance.Plain()?.Type),
        IInvocationOperation { TargetMethod: { } method } call =>
            method.IsTorch() && method.ReturnType.IsTensor() && _functions.Contains(method.Name) && !MayBeInPlace(call) && IsOfTensors(method.ContainingType),
        _ => false,
    };

    private static bool IsLayer(ITypeSymbol? type) => type is not null && _layers.Contains(type.Name) && type.ContainingNamespace.ToDisplayString() == Layers;

    private static bool IsOfTensors(INamedTypeSymbol type) => type.Name is "Tensor" or "torch" or "functional";

    private static bool MayBeInPlace(IInvocationOperation call) => call.Given("inplace") is { Value.ConstantValue: not { HasValue: true, Value: false } };
}
