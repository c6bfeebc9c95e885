namespace Athanor.Simulation;

/// <summary>Writes a restart file at the start, every so many steps, and when a run ends or is interrupted; each replaces the one before.</summary>
public sealed class RestartWriter : IObserver
{
    readonly string _path;

    public RestartWriter(string path, int every)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(every, 1);
        _path = path;
        Every = every;
    }

    public int Every { get; }

    public string Path => _path;

    /// <summary>Step of the restart that is on disk.</summary>
    public long? Written { get; private set; }

    public void Observe(MolecularDynamics dynamics) => WriteNow(dynamics);

    internal void WriteNow(MolecularDynamics dynamics)
    {
        if (Written == dynamics.State.Step)
            return;
        RestartFile.Write(_path, Restart.Of(dynamics));
        Written = dynamics.State.Step;
    }
}
