using Athanor.Potentials;

namespace Athanor.Quantum;

/// <summary><c>df-hf</c>: Hartree–Fock with fitted integrals, restricted for singlets, unrestricted for the rest. <c>auxiliary=FILE</c> names a set of the user's.</summary>
internal sealed class FittedHartreeFockFamily : IMethodFamily
{
    public string Name => "df-hf";

    public string Usage => "df-hf/cc-pvdz";

    public IEnumerable<string> Words => [Name, "ri-hf"];

    public IMethod Open(MethodName name, PotentialArguments options) => new Method(new(options));

    sealed class Method(NamedAuxiliary auxiliary) : IMethod
    {
        public string Name => "DF-HF";

        public string Says => $"one determinant, integrals by density fitting with {auxiliary}: restricted for singlets, unrestricted for the rest";

        public bool HasGradient => true;

        public double Bytes(MethodTask task)
        {
            var size = MoleculeSize.Of(task);
            return size.FieldBytes + auxiliary.Bytes(task, size.Alpha);
        }

        public MethodResult Solve(MethodTask task)
        {
            var field = HartreeFock.Solve(task.Structure, task.Basis, task.Sought(new() { Fitting = auxiliary.For(task.Basis), Memory = task.Memory }), task.Team, task.Gradient);
            return new() { Energy = field.Energy, Gradient = field.Gradient, Field = field, HasDensity = true };
        }
    }
}
