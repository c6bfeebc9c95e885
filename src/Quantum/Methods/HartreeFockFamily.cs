using Athanor.Potentials;

namespace Athanor.Quantum;

/// <summary><c>hf</c>: restricted for singlets, unrestricted for the rest; or <c>rohf</c>: restricted for all.</summary>
internal sealed class HartreeFockFamily(bool restricted) : IMethodFamily
{
    public string Name => restricted ? "rohf" : "hf";

    public string Usage => $"{Name}/6-31g*";

    public IMethod Open(MethodName name, PotentialArguments options) => new Method(restricted);

    sealed class Method(bool restricted) : IMethod
    {
        public string Name => restricted ? "restricted Hartree–Fock" : "Hartree–Fock";

        public string Says => restricted ? "one determinant, both spins sharing their orbitals in open shells too" : "one determinant: restricted for singlets, unrestricted for the rest";

        public bool HasGradient => true;

        public double Bytes(MethodTask task) => MoleculeSize.Of(task).FieldBytes;

        public MethodResult Solve(MethodTask task)
        {
            var field = HartreeFock.Solve(task.Structure, task.Basis, task.Sought(restricted ? new() { Shells = Shells.RestrictedOpen } : new()), task.Team, task.Gradient);
            return new() { Energy = field.Energy, Gradient = field.Gradient, Field = field, HasDensity = true };
        }
    }
}
