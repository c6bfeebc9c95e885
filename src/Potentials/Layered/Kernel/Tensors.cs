namespace Athanor.Potentials.Layered;

/// <summary>Tensors of degree 0, 1, … of some atoms, one row of <paramref name="Width"/> numbers a component: all of a degree together, atom after atom, so that linear layers see one matrix for each degree.</summary>
readonly unsafe record struct Tensors<S>(nint Start, int Atoms, int Width)
    where S : unmanaged
{
    internal static int Size(int degree, int atoms, int width) => (degree + 1) * (degree + 1) * atoms * width;

    /// <summary>First component of one degree of an atom.</summary>
    internal S* Of(int degree, int atom = 0) => (S*)Start + ((nint)degree * degree * Atoms + (nint)atom * (2 * degree + 1)) * Width;

    /// <summary>Rows of one degree of all atoms.</summary>
    internal int Rows(int degree) => (2 * degree + 1) * Atoms;

    internal void Clear(int degree) => new Span<S>((S*)Start, Size(degree, Atoms, Width)).Clear();
}
