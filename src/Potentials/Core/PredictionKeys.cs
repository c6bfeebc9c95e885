namespace Athanor.Potentials;

/// <summary>
/// Names under which structure files keep what a prediction says beside energy, forces and stress. In a file that is written anew they are the new prediction's, given or not: what an earlier one left there is
/// kept under another name, "other_" before it.
/// </summary>
public static class PredictionKeys
{
    static readonly string[] Frame = ["oracle", "energy_std", "energy_noise", "outside", "dipole", "t1", "s2", "stability"], Atoms = ["forces_std", "forces_noise", "charges", "born_effective_charges", "atom_virial"];

    /// <summary>Sets aside what an earlier prediction left in the keys of a frame or the columns of its atoms.</summary>
    public static void SetAside<T>(Dictionary<string, T> from)
    {
        foreach (var key in (string[])[.. Frame, .. Atoms])
        {
            if (from.Remove(key, out var earlier))
                Put(from, "other_" + key, earlier);
        }
    }

    /// <summary>Writes a key; what stood there is kept under another name.</summary>
    public static void Put<T>(Dictionary<string, T> into, string key, T value)
    {
        if (into.Remove(key, out var earlier))
            Put(into, "other_" + key, earlier);
        into[key] = value;
    }
}
