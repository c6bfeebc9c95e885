using System.Globalization;
using Athanor.Simulation;

namespace Athanor.Properties;

/// <summary>Names of what a sampling leaves: its plan, and of each window the start, the restart and the series.</summary>
sealed class UmbrellaFolder(string path)
{
    internal string Path => path;

    internal string Plan => In("umbrella.json");

    internal string Start(int window) => Of(window, "start");

    internal string Restart(int window) => Of(window, "restart");

    internal string Series(int window) => Of(window, "series");

    internal string Stopped(int window) => Of(window, "stopped.xyz");

    internal string Profile => In("profile.csv");

    /// <summary>Makes the folder, and takes out of it what an earlier sampling left where that is wanted.</summary>
    /// <exception cref="SimulationException">There is a sampling, and nobody said what to do with it.</exception>
    internal void Prepare(bool resume, bool force)
    {
        if (File.Exists(Plan) && !resume)
        {
            if (!force)
                throw new SimulationException($"{path} holds windows already: --resume goes on with them, --force begins anew.");
            foreach (var file in Directory.GetFiles(path, "window-*").Append(Plan).Append(Profile))
                File.Delete(file);
        }
        else if (resume && !File.Exists(Plan))
        {
            throw new SimulationException($"There are no windows in {path} to go on with; leave out --resume to begin.");
        }
        Directory.CreateDirectory(path);
    }

    string Of(int window, string suffix) => In(string.Create(CultureInfo.InvariantCulture, $"window-{window:000}.{suffix}"));

    string In(string name) => System.IO.Path.Combine(path, name);
}
