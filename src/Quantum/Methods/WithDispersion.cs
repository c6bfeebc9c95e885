using Athanor.Atoms;
using Athanor.Potentials;
using Athanor.Potentials.Dispersion;

namespace Athanor.Quantum;

/// <summary><c>pbe+d3</c>: a field and the D3 dispersion that was fitted to it, energies and gradients added. Density and remarks are the field's.</summary>
internal sealed class WithDispersion(IMethod method, DispersionPotential dispersion) : IMethod
{
    /// <summary>Stands after the method's word.</summary>
    internal const string Addition = "+d3";

    // What else is the same field: integrals fitted, shells restricted. More than one may stand before a functional.
    static readonly string[] Prefixes = ["df-", "ri-", "ro"];

    public string Name => $"{method.Name} with D3(BJ)";

    public string Says => $"{method.Says}; dispersion after Grimme, Ehrlich, Goerigk, J. Comput. Chem. 32, 1456 (2011), as {dispersion.Name}";

    public bool HasGradient => method.HasGradient;

    public bool TestsField => method.TestsField;

    /// <summary>The method, or it with dispersion where its name says so. Not asked of methods to which none was fitted, which refuse it with all else that they do not know.</summary>
    public static IMethod Of(MethodName name, IMethod method) =>
        FunctionalOf(name.Word) is { } functional && name.Takes(Addition) ? new WithDispersion(method, DispersionPotential.For(functional)) : method;

    public double Bytes(MethodTask task) => method.Bytes(task);

    public MethodResult Solve(MethodTask task)
    {
        var found = method.Solve(task);
        using var evaluator = dispersion.Open(EvaluatorOptions.Default with { Team = task.Team });
        var added = new Prediction();
        // Whatever cell there is, the field is that of one molecule.
        evaluator.Evaluate(new Structure(task.Structure.Elements.ToArray(), task.Structure.Positions), Request.Energy, added);
        var gradient = found.Gradient.ToArray();
        for (var i = 0; i < gradient.Length; i++)
            gradient[i] -= Units.Bohr / Units.Hartree * added.Forces[i];
        return found with { Energy = found.Energy + added.Energy / Units.Hartree, Gradient = gradient };
    }

    /// <summary>The functional whose parameters a method's word stands for: hf for <c>hf</c>, <c>rohf</c>, <c>df-hf</c>.</summary>
    static string? FunctionalOf(string word)
    {
        if (DispersionPotential.Knows(word))
            return word;
        return Prefixes.Where(p => word.StartsWith(p, StringComparison.Ordinal)).Select(p => FunctionalOf(word[p.Length..])).FirstOrDefault();
    }
}
