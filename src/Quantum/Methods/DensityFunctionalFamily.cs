using Athanor.Potentials;

namespace Athanor.Quantum;

/// <summary>A functional, by any of its names: <c>pbe</c>; <c>pbe/def2-svp:grid=reference</c> chooses how finely it is integrated.</summary>
internal sealed class DensityFunctionalFamily(Functional functional) : IMethodFamily
{
    public string Name => functional.Name;

    public string Usage => $"{functional.Name}/def2-svp";

    public IEnumerable<string> Words => functional.Names;

    public IMethod Open(MethodName name, PotentialArguments options)
    {
        var grid = GridQuality.Default;
        if (options.Text("grid") is { } chosen)
        {
            try
            {
                grid = GridQuality.Named(chosen);
            }
            catch (PotentialException e)
            {
                throw options.Error("grid", e.Message);
            }
        }
        return new Method(functional, grid);
    }

    sealed class Method(Functional functional, GridQuality grid) : IMethod
    {
        public string Name => functional.Name.ToUpperInvariant();

        public string Says => $"{functional.Source}; {(functional.ExactExchange == 0 ? "" : $"{100 * functional.ExactExchange:0.#} % exact exchange; ")}{grid.Description}; restricted for singlets, unrestricted for the rest";

        public bool HasGradient => true;

        public double Bytes(MethodTask task)
        {
            var size = MoleculeSize.Of(task);
            // A point is three coordinates, weight and atom, twice while they are ordered; portions have matrices of their own.
            return size.FieldBytes + 100.0 * grid.Radial * grid.Angular * task.Structure.Count + 16.0 * sizeof(double) * (size.Alpha == size.Beta ? 1 : 2) * size.Functions * size.Functions;
        }

        public MethodResult Solve(MethodTask task)
        {
            var field = DensityFunctional.Solve(task.Structure, task.Basis, functional, grid, null, task.Team, task.Gradient);
            return new() { Energy = field.Energy, Gradient = field.Gradient, Field = field, HasDensity = true };
        }
    }
}
