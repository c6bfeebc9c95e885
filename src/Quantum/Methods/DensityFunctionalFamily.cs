using Athanor.Potentials;

namespace Athanor.Quantum;

/// <summary>
/// A functional, by any of its names: <c>pbe</c>; <c>pbe/def2-svp:grid=reference</c> chooses how finely it is integrated. <c>df-pbe</c> is it with fitted integrals, <c>auxiliary=FILE</c> a set of the user's for these.
/// </summary>
internal sealed class DensityFunctionalFamily(Functional functional, bool fitted) : IMethodFamily
{
    public string Name => fitted ? $"df-{functional.Name}" : functional.Name;

    public string Usage => $"{Name}/def2-svp";

    public IEnumerable<string> Words => fitted ? functional.Names.SelectMany(n => (string[])[$"df-{n}", $"ri-{n}"]) : functional.Names;

    public IMethod Open(MethodName name, PotentialArguments options) => new Method(functional, Grid(options), fitted ? new(options) : null);

    static GridQuality Grid(PotentialArguments options)
    {
        try
        {
            return options.Text("grid") is { } chosen ? GridQuality.Named(chosen) : GridQuality.Default;
        }
        catch (PotentialException e) when (e is not PotentialGrammarException)
        {
            throw options.Error("grid", e.Message);
        }
    }

    sealed class Method(Functional functional, GridQuality grid, NamedAuxiliary? auxiliary) : IMethod
    {
        public string Name => (auxiliary is null ? "" : "DF-") + functional.Name.ToUpperInvariant();

        public string Says => $"{functional.Source}; {(functional.ExactExchange == 0 ? "" : $"{100 * functional.ExactExchange:0.#} % exact exchange; ")}" +
            $"{(auxiliary is null ? "" : $"integrals by density fitting with {auxiliary}; ")}{grid.Description}; restricted for singlets, unrestricted for the rest";

        public bool HasGradient => true;

        // Its Hessian wants the grid for every product, several times what the field does.
        public bool TestsField => false;

        public double Bytes(MethodTask task)
        {
            var size = MoleculeSize.Of(task);
            // A point is three coordinates, weight and atom, twice while they are ordered; portions have matrices of their own.
            var own = 100.0 * grid.Radial * grid.Angular * task.Structure.Count + 16.0 * sizeof(double) * (size.Alpha == size.Beta ? 1 : 2) * size.Functions * size.Functions;
            return size.FieldBytes + own + (auxiliary?.Bytes(task, size.Alpha) ?? 0);
        }

        public MethodResult Solve(MethodTask task)
        {
            var options = task.Sought(auxiliary is null ? new() : new() { Fitting = auxiliary.For(task.Basis), Memory = task.Memory });
            var field = DensityFunctional.Solve(task.Structure, task.Basis, functional, grid, options, task.Team, task.Gradient);
            return new() { Energy = field.Energy, Gradient = field.Gradient, Field = field, HasDensity = true };
        }
    }
}
